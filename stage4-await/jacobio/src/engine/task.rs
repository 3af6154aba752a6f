//! The life of a task, but for its polls: it is spawned, and it ends.
//!
//! In `waking.rs` a task ends when its future is ready, and a panic ends the program. Here a task
//! may also panic or be cancelled, and whatever is dropped then is user code, which may panic,
//! spawn and wake in its turn.

use std::rc::Rc;

use crate::engine::task_cell::{BoxedCell, Runnable};
use crate::engine::{awaiter::Awaiter, current, shared::Shared, slab::Key, unwind::ignore_panic};

impl Shared {
    /// Adds a task.
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

    /// Drops the futures of all tasks that have not ended, and wakes what awaits the timers.
    pub(crate) fn close(self: &Rc<Self>) {
        // Futures may spawn, sleep and wake while they are dropped.
        let _entered = current::enter(self);
        self.closing.set(true);
        let unfinished = self.scheduler.borrow().unfinished();
        for key in unfinished {
            self.cancel_now(key);
        }
        self.closed.set(true);
        let sleeping = self.timers.borrow_mut().close();
        for awaiter in sleeping {
            self.wake_awaiter(awaiter);
        }
        self.scheduler.borrow_mut().close();
    }

    /// Cancels a task that has not ended, wherever it is.
    fn cancel_now(&self, key: Key) {
        let runnable = self.scheduler.borrow_mut().take_out(key.index());
        self.cancel(runnable);
    }

    pub(crate) fn cancel(&self, mut runnable: Runnable) {
        let cell = runnable.cell.as_mut().expect("main is not cancelled");
        let _ended = current::drop_as(runnable.key, || cell.as_mut().poll(None));
        self.complete(runnable);
    }

    /// Ends a task, and wakes what awaits it.
    #[expect(clippy::inline_always, reason = "else each task is copied into the call")]
    #[inline(always)]
    pub(crate) fn complete(&self, mut runnable: Runnable) {
        let awaiter = self.scheduler.borrow_mut().complete(&mut runnable);
        if runnable.cell.is_some() {
            discard(runnable.key, (runnable.cell, Awaiter::default()));
        }
        self.wake_awaiter(awaiter);
    }
}

/// Drops what no code will ask for of a task, and ignores its panic.
fn discard(key: Key, unwanted: (Option<BoxedCell>, Awaiter)) {
    current::drop_as(key, || ignore_panic(|| drop(unwanted)));
}
