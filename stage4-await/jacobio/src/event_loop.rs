//! The event loop: gives every task that is ready its turn, and parks when none is.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::sync::Arc;
use std::thread;

use crate::remote::Remote;
use crate::scheduler::Scheduler;
use crate::task::{Body, OwnWaker};
use crate::time::{Clock, Timers};

/// How many tasks have a turn before the side door and the timers do: so many that the lock and the
/// look at the clock cost next to nothing, and so few that nobody waits long. Tokio has 61.
const TURNS: usize = 64;

/// None of these is borrowed while anybody else's code runs: a poll, a wake or a drop may come back
/// in here.
#[derive(Default)]
pub(crate) struct EventLoop {
    pub(crate) scheduler: RefCell<Scheduler>,
    pub(crate) timers: RefCell<Timers>,
    pub(crate) clock: Clock,
    pub(crate) remote: Arc<Remote>,
    /// Set when the runtime is dropped.
    pub(crate) closed: Cell<bool>,
}

impl EventLoop {
    /// Gives all tasks their turns until `main` has ended. `main` is a task like any other, but its
    /// future stays with the caller.
    pub(crate) fn block_on(&self, mut main: Pin<&mut dyn Body>) {
        // What was woken since the last `block_on` comes before `main`.
        self.wake_remotely_woken();
        self.scheduler.borrow_mut().insert(None);
        let mut spare = OwnWaker::new(&self.remote);
        loop {
            for _ in 0..TURNS {
                let Some(turn) = self.scheduler.borrow_mut().start_next() else { break };
                if self.run(turn, &mut spare, main.as_mut()) {
                    return;
                }
            }
            self.wake_remotely_woken();
            if self.scheduler.borrow().nothing_is_ready() {
                self.park();
                // What ended the park goes before the timers.
                self.wake_remotely_woken();
            }
            self.fire_timers();
        }
    }

    /// With nothing to do, waits for the next timer or a wake from another thread. A paused clock
    /// doesn't wait but jumps.
    fn park(&self) {
        let next = self.timers.borrow_mut().next_due(&self.clock);
        match next {
            Some(due) if self.clock.is_paused() => self.clock.jump_to(due),
            Some(due) => thread::park_timeout(due - self.clock.now()),
            None => thread::park(),
        }
    }

    fn wake_remotely_woken(&self) {
        for id in self.remote.take() {
            self.scheduler.borrow_mut().wake(id);
        }
    }

    /// Wakes whoever waits for a timer that is due.
    pub(crate) fn fire_timers(&self) {
        if self.timers.borrow().is_empty() {
            return;
        }
        let due = self.timers.borrow_mut().take_due(&self.clock);
        for waiter in due {
            waiter.wake(self);
        }
    }
}
