//! The life of a task, but for its polls: it is spawned, and it ends.
//!
//! In `waking.rs` a task ends when its future is ready, and a panic ends the loop. Here a task may
//! also panic or be cancelled, and whatever is dropped then is user code, which may panic, spawn
//! and wake in its turn.
//!
//! So each function here does two things one after the other. It takes what it needs from the
//! scheduler, in one statement, at whose end the borrow is over. Then it drops and wakes.

use std::rc::Rc;

use crate::engine::task_cell::BoxedCell;
use crate::engine::{current, shared::Shared, slab::Key, unwind::ignore_panic};

impl Shared {
    /// Adds a task. While the runtime is dropped, the task is cancelled before it is polled:
    /// `close` goes through the tasks only once, and would not find it.
    pub(crate) fn spawn(&self, cell: BoxedCell) -> Key {
        let key = self.scheduler.borrow_mut().insert(Some(cell));
        if self.closing.get() {
            self.cancel_now(key);
        }
        key
    }

    /// Lets a task run on without its join handle. If it has ended, drops its result.
    pub(crate) fn detach(&self, key: Key) {
        let unwanted = self.scheduler.borrow_mut().detach(key);
        discard(key, unwanted);
    }

    /// Drops the futures of all tasks that have not ended, and wakes what awaits the timers: a
    /// sleep that another executor polls is polled once more, and panics instead of waiting
    /// forever.
    pub(crate) fn close(self: &Rc<Self>) {
        // Futures may spawn, sleep and wake while they are dropped.
        let _entered = current::enter(self);
        self.closing.set(true);
        let unfinished = self.scheduler.borrow().unfinished();
        for key in unfinished {
            // It can't have ended meanwhile: no task is polled any more, and `abort` only marks it.
            self.cancel_now(key);
        }
        self.closed.set(true);
        let sleeping = self.timers.borrow_mut().close();
        for awaiter in sleeping {
            self.wake_awaiter(awaiter);
        }
        self.close_sockets();
        self.scheduler.borrow_mut().close();
    }

    /// Cancels a task that has not ended, idle or ready. An index that it leaves in the ready queue
    /// does no harm, since the event loop doesn't run again.
    fn cancel_now(&self, key: Key) {
        let (_, cell, _) = self.scheduler.borrow_mut().take_out(key.index());
        self.cancel(key, cell);
    }

    /// Drops the future of a task that is out of its slot, and ends the task. If the drop panics,
    /// that is its result, as with a panic of a poll.
    pub(crate) fn cancel(&self, key: Key, cell: Option<BoxedCell>) {
        let mut cell = cell.expect("main is not cancelled");
        let _ended = current::drop_as(key, || cell.as_mut().poll(key, &self.polled, None));
        self.complete(key, Some(cell));
    }

    /// Ends a task, and wakes what awaits it. The result stays in the slot for the join handle. If
    /// the task is detached, it is dropped here.
    pub(crate) fn complete(&self, key: Key, cell: Option<BoxedCell>) {
        let (unwanted, awaiter) = self.scheduler.borrow_mut().complete(key, cell);
        if unwanted.is_some() {
            discard(key, unwanted);
        }
        self.wake_awaiter(awaiter);
    }
}

/// Drops what no code will ask for of a task, and ignores its panic.
fn discard<T>(key: Key, unwanted: T) {
    current::drop_as(key, || ignore_panic(|| drop(unwanted)));
}
