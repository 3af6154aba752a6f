//! What an event loop shares with the handles, the sleeps and the wakers of its thread: everything
//! but the loop.
//!
//! In `waking.rs` these are thread-locals. Here a thread can have several event loops, one at a
//! time, and a handle may outlive the runtime. So they are one value, owned by all that need it.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::task::Context;

use crate::engine::slab::Key;
use crate::engine::task_cell::BoxedCell;
use crate::engine::{awaiter::Awaiter, clock::Clock, polled::Polled, remote::RemoteQueue};
use crate::engine::{scheduler::Scheduler, timers::Timers, unwind::ignore_panic};

/// None of the fields is borrowed while user code runs: a poll, a wake-up or a drop may re-enter.
#[derive(Default)]
pub(crate) struct Shared {
    pub(crate) scheduler: RefCell<Scheduler>,
    pub(crate) timers: RefCell<Timers>,
    pub(crate) clock: Clock,
    pub(crate) polled: Polled,
    /// The one part that other threads reach, by the wakers.
    pub(crate) remote: Arc<RemoteQueue>,
    /// Set when the drop of the runtime begins: a task that is spawned now is cancelled at once.
    pub(crate) closing: Cell<bool>,
    /// Set when all tasks are dropped: no timer will fire any more.
    pub(crate) closed: Cell<bool>,
}

impl Shared {
    /// Wakes a task. All wake-ups come here in the end, but for those that `polled` notes first.
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

    pub(crate) fn fire_timers(&self) {
        if !self.timers.borrow().is_empty() {
            let due = self.timers.borrow_mut().take_due(&self.clock);
            for awaiter in due {
                self.wake_awaiter(awaiter);
            }
        }
    }

    /// Returns the cell of a task that has ended. If it goes on, whatever polls with `cx` is woken
    /// at its end.
    pub(crate) fn join(&self, key: Key, cx: &Context<'_>) -> Option<BoxedCell> {
        let mut awaiter = self.polled.awaiter(cx);
        // The awaiter before is dropped when the borrow is over: a waker's drop is user code.
        self.scheduler.borrow_mut().join(key, &mut awaiter)
    }
}
