//! A turn: one task is polled, or dropped if it was aborted.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::{Context, Poll, Waker};
use std::{mem, ptr};

use crate::event_loop::EventLoop;
use crate::task::{BoxedBody, Id, OwnWaker};

/// What a task needs for its turn. The scheduler hands it out and takes it back.
pub(crate) struct Turn {
    pub(crate) id: Id,
    /// `None` for `main`, whose future stays with `block_on`.
    pub(crate) body: Option<BoxedBody>,
    pub(crate) waker: Option<Box<OwnWaker>>,
    pub(crate) aborted: bool,
}

impl EventLoop {
    /// Gives a task its turn: polls it with its own waker or else with the spare one, which becomes
    /// its own if somebody keeps it.
    pub(crate) fn run(
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

    /// Calls somebody's code for a task: `task::id` says so. Null for `waker` if it is no poll.
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
        self.run_as(id, ptr::null(), || swallow_panic(|| drop(body)));
    }

    /// The task that is being polled, if it is `waker` that it is polled with.
    pub(crate) fn task_polled_with(&self, waker: &Waker) -> Option<Id> {
        let (id, data) = self.current.get();
        (!data.is_null() && ptr::eq(data, waker.data())).then_some(id)
    }
}

/// Calls code whose panic is no business of its caller's. Not even the payload is dropped, for that
/// may panic too.
pub(crate) fn swallow_panic(code: impl FnOnce()) {
    if let Err(payload) = catch_unwind(AssertUnwindSafe(code)) {
        mem::forget(payload);
    }
}
