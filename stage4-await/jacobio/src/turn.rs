//! A turn: one task is polled, or dropped if it was aborted.

use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;

use crate::context;
use crate::event_loop::EventLoop;
use crate::task::{Body, BoxedBody, Id, OwnWaker};

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
    /// its own if somebody keeps it. Tells whether `main` has ended.
    pub(crate) fn run(
        &self,
        mut turn: Turn,
        spare: &mut OwnWaker,
        main: Pin<&mut dyn Body>,
    ) -> bool {
        let id = turn.id;
        if turn.aborted {
            self.cancel(turn);
            return false;
        }
        let mut cx = turn.waker.as_deref().unwrap_or_else(|| spare.rename(id)).context();
        let body = turn.body.as_mut().map_or(main, |body| body.as_mut());
        let waker = cx.waker().data();
        let polled = context::run_as(id, waker, || body.poll(id, &mut cx));
        let woken = context::take_woken();
        if turn.waker.is_none() && spare.is_kept() {
            turn.waker = Some(Box::new(mem::replace(spare, OwnWaker::new(&self.remote))));
        }
        let is_main = turn.body.is_none();
        if polled.is_ready() {
            self.finish(turn);
            return is_main;
        }
        self.scheduler.borrow_mut().suspend(turn, woken);
        false
    }

    /// Ends a task out of turn, as the runtime does when it is dropped.
    pub(crate) fn cancel_now(&self, id: Id) {
        let turn = self.scheduler.borrow_mut().start(id.0.index());
        self.cancel(turn);
    }

    /// Drops the future of a task that ends early.
    fn cancel(&self, mut turn: Turn) {
        if let Some(body) = &mut turn.body {
            context::run_as(turn.id, context::NO_WAKER, || body.as_mut().cancel(turn.id));
        }
        self.finish(turn);
    }

    fn finish(&self, turn: Turn) {
        let id = turn.id;
        let finished = self.scheduler.borrow_mut().finish(turn);
        match finished {
            Ok(joiner) => joiner.wake(self),
            Err(unwanted) => discard(id, unwanted),
        }
    }
}

/// Drops what nobody will ask for of a task, and swallows the panic if that is how it ends.
pub(crate) fn discard<T>(id: Id, unwanted: T) {
    context::run_as(id, context::NO_WAKER, || swallow_panic(|| drop(unwanted)));
}

/// Calls code whose panic is no business of its caller's. Not even the payload is dropped, for that
/// may panic too.
pub(crate) fn swallow_panic(code: impl FnOnce()) {
    if let Err(payload) = catch_unwind(AssertUnwindSafe(code)) {
        mem::forget(payload);
    }
}
