//! What an event loop shares with the handles and the sleeps of its thread: everything but the
//! loop.
//!
//! In `waking.rs` these are thread-locals. Here a thread can have several runtimes, of which one
//! runs at a time, and a handle may outlive its runtime. So they are one value, owned by all that
//! need it. Task wakers may be sent to other threads, so they own nothing of it but `remote`.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;

use crate::engine::polled::{self, Polled};
use crate::engine::slab::Key;
use crate::engine::task_cell::BoxedCell;
use crate::engine::{awaiter::Awaiter, clock::Clock, reactor::Reactor, remote::RemoteQueue};
use crate::engine::{scheduler::Scheduler, timers::Timers, unwind::ignore_panic};

/// None of the fields is borrowed while user code runs: a poll, a wake-up or a drop may re-enter.
#[derive(Default)]
pub(crate) struct Shared {
    pub(crate) scheduler: RefCell<Scheduler>,
    pub(crate) timers: RefCell<Timers>,
    /// Made by the first socket.
    pub(crate) reactor: RefCell<Option<Reactor>>,
    pub(crate) clock: Clock,
    pub(crate) polled: Polled,
    /// The one part that other threads reach, by the wakers.
    pub(crate) remote: Arc<RemoteQueue>,
    /// Borrowed while `block_on` runs. A task of this runtime may drop another one, whose tasks may
    /// then call `block_on`, but not of this runtime.
    pub(crate) running: RefCell<()>,
    /// Set when the drop of the runtime begins: a task that is spawned now is cancelled at once.
    pub(crate) closing: Cell<bool>,
    /// Set when all tasks are dropped: no timer will fire any more, and no socket will be ready.
    pub(crate) closed: Cell<bool>,
}

impl Shared {
    /// Wakes a task by its key: for handles, timers and the remote queue. A task waker does the
    /// same in two steps of its own (`waker.rs`).
    #[inline]
    pub(crate) fn wake(&self, key: Key) {
        if !self.polled.notify(key) {
            self.scheduler.borrow_mut().wake(key);
        }
    }

    pub(crate) fn wake_awaiter(&self, awaiter: Awaiter) {
        match awaiter {
            Awaiter::Task(key) => self.wake(key),
            // Others are still to be woken, whatever this waker does.
            Awaiter::Waker(waker) => ignore_panic(|| waker.wake()),
        }
    }

    /// Calls `f` with the reactor, if there is one. `f` must not run user code.
    pub(crate) fn with_reactor<R>(&self, f: impl FnOnce(&mut Reactor) -> R) -> Option<R> {
        self.reactor.borrow_mut().as_mut().map(f)
    }

    pub(crate) fn fire_timers(&self) {
        if !self.timers.borrow().is_empty() {
            let due = self.timers.borrow_mut().take_due(&self.clock);
            for awaiter in due {
                self.wake_awaiter(awaiter);
            }
        }
    }

    /// Returns whether the task that is being polled has budget left.
    pub(crate) fn has_budget(&self) -> bool {
        self.polled.has_budget()
    }

    /// Returns `Ready` if the task that is being polled `has_budget`. Otherwise wakes the task, so
    /// that it goes on after the others. Each of our futures asks this first, and calls
    /// `made_progress` when it is ready.
    #[inline]
    pub(crate) fn poll_proceed(&self, cx: &Context<'_>) -> Poll<()> {
        if self.has_budget() { Poll::Ready(()) } else { polled::out_of_budget(cx) }
    }

    /// Takes one operation from the budget.
    pub(crate) fn made_progress(&self) {
        self.polled.spend();
    }

    /// Adds a timer, which wakes the waker of `cx`.
    pub(crate) fn add_timer(&self, deadline: Instant, cx: &Context<'_>) -> Key {
        let awaiter = self.polled.awaiter(cx, || false);
        self.timers.borrow_mut().register(deadline, awaiter)
    }

    /// Returns whether a timer has fired. If it hasn't, registers the waker of `cx`.
    pub(crate) fn poll_timer(&self, key: Key, cx: &Context<'_>) -> Poll<()> {
        let mut awaiter = self.polled.awaiter(cx, || self.timers.borrow().has_fired(key));
        // `exchange` leaves the previous awaiter in `awaiter`. It is dropped after the borrow: a
        // waker's drop is user code.
        let is_waiting = self.timers.borrow_mut().exchange(key, &mut awaiter);
        if is_waiting { Poll::Pending } else { Poll::Ready(()) }
    }

    /// Returns the cell of a task that has ended. If the task is still running, registers the waker
    /// of `cx`.
    pub(crate) fn poll_join(&self, key: Key, cx: &Context<'_>) -> Poll<BoxedCell> {
        let mut awaiter = self.polled.awaiter(cx, || self.scheduler.borrow().is_finished(key));
        // As above.
        let cell = self.scheduler.borrow_mut().join(key, &mut awaiter);
        cell.map_or(Poll::Pending, Poll::Ready)
    }
}
