//! The event loop: polls what is ready, and parks when nothing is.

use std::cell::{Cell, RefCell};
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::{ptr, thread};

use crate::remote::Remote;
use crate::scheduler::{Scheduler, Turn};
use crate::task::{BoxedBody, Id, OwnWaker};
use crate::time::{Clock, Timers};

/// How many tasks have a turn before the side door and the timers do.
const TURNS: usize = 64;

/// None of these is borrowed while anybody else's code runs: a poll, a wake or a drop may come back
/// in here.
pub(crate) struct EventLoop {
    pub(crate) scheduler: RefCell<Scheduler>,
    pub(crate) timers: RefCell<Timers>,
    pub(crate) clock: Clock,
    pub(crate) remote: Arc<Remote>,
    /// The task whose code runs, and what the waker that it is polled with points to.
    current: Cell<(Id, *const ())>,
    /// Set when the runtime is dropped.
    pub(crate) closed: Cell<bool>,
}

impl EventLoop {
    pub(crate) fn new() -> Self {
        Self {
            scheduler: RefCell::new(Scheduler::new()),
            timers: RefCell::new(Timers::new()),
            clock: Clock::new(),
            remote: Remote::new(),
            current: Cell::new((Id::NOBODY, ptr::null())),
            closed: Cell::new(false),
        }
    }

    /// Gives all tasks their turns until `main` has ended. `main` is a task like any other, but its
    /// future stays here.
    pub(crate) fn block_on<F: Future>(&self, mut main: Pin<&mut F>) -> F::Output {
        // What was woken since the last `block_on` comes before `main`.
        self.wake_remotely_woken();
        let main_id = self.scheduler.borrow_mut().insert(None);
        let _leave = Leave { event_loop: self, main_id };
        let mut spare = OwnWaker::new(&self.remote);
        let mut output = None;
        loop {
            for _ in 0..TURNS {
                let Some(turn) = self.scheduler.borrow_mut().start() else { break };
                self.run(turn, &mut spare, |cx| main.as_mut().poll(cx).map(|o| output = Some(o)));
                if let Some(output) = output {
                    return output;
                }
            }
            self.wake_remotely_woken();
            if self.scheduler.borrow().nothing_is_ready() {
                self.park();
                self.wake_remotely_woken();
            }
            self.fire_timers();
        }
    }

    /// Gives a task its turn: polls it with its own waker or else with the spare one, which becomes
    /// its own if somebody keeps it.
    fn run(
        &self,
        mut turn: Turn,
        spare: &mut OwnWaker,
        poll_main: impl FnOnce(&mut Context<'_>) -> Poll<()>,
    ) {
        if turn.aborted {
            return self.cancel(turn);
        }
        let id = turn.id;
        let mut cx = turn.waker.as_deref().unwrap_or(spare).lend(id);
        let polled = self.run_as(id, cx.waker().data(), || match &mut turn.body {
            Some(body) => body.as_mut().poll(id, &mut cx),
            None => poll_main(&mut cx),
        });
        if turn.waker.is_none() && spare.is_kept() {
            turn.waker = Some(Box::new(mem::replace(spare, OwnWaker::new(&self.remote))));
        }
        if polled.is_ready() {
            return self.finish(turn);
        }
        let aborted = self.scheduler.borrow_mut().suspend(turn);
        if let Some(turn) = aborted {
            self.cancel(turn);
        }
    }

    /// Calls somebody's code for a task: `task::id` says so.
    pub(crate) fn run_as<T>(&self, id: Id, waker: *const (), code: impl FnOnce() -> T) -> T {
        let outer = self.current.replace((id, waker));
        let result = code();
        self.current.set(outer);
        result
    }

    /// Ends a task out of turn, as the runtime does when it is dropped.
    pub(crate) fn abort_now(&self, id: Id) {
        let turn = self.scheduler.borrow_mut().start_now(id);
        if let Some(turn) = turn {
            self.cancel(turn);
        }
    }

    /// Drops the future of a task that ends early.
    fn cancel(&self, mut turn: Turn) {
        if let Some(body) = &mut turn.body {
            self.run_as(turn.id, ptr::null(), || body.as_mut().cancel(turn.id));
        }
        self.finish(turn);
    }

    fn finish(&self, turn: Turn) {
        let id = turn.id;
        let (joiner, unwanted) = self.scheduler.borrow_mut().finish(turn);
        if let Some(unwanted) = unwanted {
            self.discard(id, unwanted);
        }
        joiner.wake(self);
    }

    /// Drops a result that nobody will ask for, and swallows the panic if that is how it ends.
    pub(crate) fn discard(&self, id: Id, body: BoxedBody) {
        let drop = AssertUnwindSafe(|| drop(body));
        let _swallowed = self.run_as(id, ptr::null(), || catch_unwind(drop));
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
        for task in self.remote.take() {
            self.scheduler.borrow_mut().wake(task.arrive());
        }
    }

    /// Wakes whoever waits for a timer that is due.
    pub(crate) fn fire_timers(&self) {
        if self.timers.borrow().is_empty() {
            return;
        }
        let now = self.clock.now();
        loop {
            let due = self.timers.borrow_mut().take_due(now, &self.clock);
            let Some(due) = due else { return };
            for waiter in due {
                waiter.wake(self);
            }
        }
    }

    /// The task whose code runs.
    pub(crate) fn current(&self) -> Id {
        self.current.get().0
    }

    /// The task that is being polled, if it is `waker` that it is polled with.
    pub(crate) fn task_polled_with(&self, waker: &Waker) -> Option<Id> {
        let (id, data) = self.current.get();
        ptr::eq(data, waker.data()).then_some(id)
    }
}

/// Takes `main` out of the event loop when `block_on` ends, be it by a panic.
struct Leave<'a> {
    event_loop: &'a EventLoop,
    main_id: Id,
}

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        self.event_loop.current.set((Id::NOBODY, ptr::null()));
        self.event_loop.scheduler.borrow_mut().remove(self.main_id);
    }
}
