//! The event loop: polls what is ready, wakes what was woken remotely, parks if nothing is ready,
//! and fires timers. After remote wake-ups it yields to other threads once before it parks.
//!
//! The steps are those of `waking.rs`. What differs is how often: there, each round receives one
//! task from a channel, and reads the clock before. Here up to `EVENT_INTERVAL` tasks are polled in
//! a round, because a lock and a reading of the clock cost more than a poll. What differs too is
//! the end: a task that panics or is aborted ends alone, and main ends without waiting for others.

use std::cell::Cell;
use std::panic::resume_unwind;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::sync::PoisonError;
use std::time::Instant;
use std::{mem, thread};

use crate::engine::slab::Key;
use crate::engine::task_cell::{BoxedCell, Failure, FutureOrOutput, TaskCell};
use crate::engine::{current, shared::Shared, waker::CachedWaker};

/// Polls between two checks of the remote queue and the timers. With more, the tasks
/// that these wake wait longer. With fewer, each poll has a larger share in a lock and a reading of
/// the clock. Tokio checks timers every 61 polls, and its injection queue every 31.
const EVENT_INTERVAL: usize = 64;

/// Runs `main` to its end, and the tasks of `event_loop` meanwhile.
pub(crate) fn block_on<F: Future>(event_loop: &Rc<Shared>, main: F) -> F::Output {
    let _entered = current::enter(event_loop);
    // A cell can only hold a `'static` output, but what `main` returns may borrow. So main's output
    // lives here, and its cell only records a panic.
    let (main, output) = (pin!(main), Cell::new(None));
    let mut main_task = pin!(FutureOrOutput::new(async { output.set(Some(main.await)) }));
    let cached = CachedWaker::new(&event_loop.remote);
    Loop { shared: event_loop, main: (Key::NONE, main_task.as_mut()), cached, had_remote: false }
        .run();
    if let Some(Err(failure)) = main_task.take_result()
        && let Failure::Panicked(payload) = *failure
    {
        resume_unwind(payload.into_inner().unwrap_or_else(PoisonError::into_inner));
    }
    output.take().expect("the event loop runs until main has ended")
}

/// A running event loop. It knows main as a `dyn TaskCell`, like any task, so that it is compiled
/// once and not once for each type of main.
struct Loop<'a> {
    shared: &'a Shared,
    /// Main is a task like any other, but its future stays on the stack of `block_on`.
    main: (Key, Pin<&'a mut (dyn TaskCell + 'a)>),
    /// The waker for tasks that don't have their own yet.
    cached: CachedWaker,
    /// Whether there were remote wake-ups since the thread last yielded to other threads.
    had_remote: bool,
}

impl Loop<'_> {
    /// Loops until main has ended. The other tasks stay where they are, for the next `block_on`
    /// or the drop of the runtime.
    fn run(&mut self) {
        // What was woken since the last `block_on` comes before main.
        self.wake_remotely_woken();
        self.main.0 = self.shared.scheduler.borrow_mut().insert(None);
        while !self.run_ready() {
            self.wake_remotely_woken();
            self.park_if_idle();
            self.shared.fire_timers();
        }
    }

    /// Polls what is ready, up to `EVENT_INTERVAL` tasks. Returns whether main has ended.
    fn run_ready(&mut self) -> bool {
        for _ in 0..EVENT_INTERVAL {
            // With `while let` the borrow would last as long as the poll.
            let runnable = self.shared.scheduler.borrow_mut().next_runnable();
            let Some((key, cell, aborted)) = runnable else { break };
            if aborted {
                self.shared.cancel(key, cell);
            } else if self.run_task(key, cell) {
                return true;
            }
        }
        false
    }

    /// Puts the tasks that were woken remotely since the last call into the ready queue.
    fn wake_remotely_woken(&mut self) {
        let woken = self.shared.remote.take();
        self.had_remote |= !woken.is_empty();
        for key in woken {
            self.shared.wake(key);
        }
    }

    /// With no task ready, waits for the next deadline or a remote wake-up. A paused clock jumps to
    /// the deadline instead. May return without waiting: the caller loops.
    fn park_if_idle(&mut self) {
        if !self.shared.scheduler.borrow_mut().shrink_if_idle() {
            // Tasks that are always ready must not keep others from their sockets.
            return self.shared.look_at_sockets();
        }
        // The thread that woke a task may be about to wake more. If this thread parked, each of
        // those wake-ups would have to unpark it again. One yield lets the other thread finish its
        // wake-ups first.
        if mem::take(&mut self.had_remote) {
            thread::yield_now();
            return self.wake_remotely_woken();
        }
        let clock = &self.shared.clock;
        let next = self.shared.timers.borrow_mut().next_due(clock);
        match next {
            Some(due) if clock.is_paused() => self.jump_unless_woken(due),
            Some(due) => self.shared.park(Some(due.duration_since(clock.now()))),
            // No timer is left, so only a remote wake-up or a socket can make a task ready.
            None => self.shared.park(None),
        }
        // What ended the park comes before the timers.
        self.wake_remotely_woken();
    }

    /// A socket that is ready comes before the jump of a paused clock.
    fn jump_unless_woken(&self, due: Instant) {
        self.shared.look_at_sockets();
        if self.shared.scheduler.borrow_mut().shrink_if_idle() {
            self.shared.clock.jump_to(due);
        }
    }

    /// Polls a task that is out of its slot, and puts it back unless it has ended. Returns whether
    /// it was main and has ended.
    fn run_task(&mut self, key: Key, mut boxed: Option<BoxedCell>) -> bool {
        let Self { shared, main: (main_key, main), cached, .. } = self;
        let mut cell: Pin<&mut dyn TaskCell> = match &mut boxed {
            Some(cell) => cell.as_mut(),
            None if key == *main_key => main.as_mut(),
            None => unreachable!("a task in the ready queue has its cell"),
        };
        // Nothing is borrowed from here to `end`: the poll may call any function of the engine.
        let ended = cell.as_mut().poll(key, &shared.polled, Some(cached.retarget(key)));
        let notified = shared.polled.end();
        // The cached waker was cloned, so it can't go on to another task. It was this task that had
        // it, since a task with a waker of its own isn't polled with the cached one.
        if cached.is_shared() {
            let own = mem::replace(cached, CachedWaker::new(&shared.remote));
            cell.keep_waker(own.into_waker());
        }
        if ended.is_ready() {
            shared.complete(key, boxed);
            return key == *main_key;
        }
        shared.scheduler.borrow_mut().suspend(key, boxed, notified);
        false
    }
}
