//! The task cell: one allocation that holds a task's future and waker first, and its output
//! afterwards.
//!
//! In `waking.rs` the future is in a box, and the output in an `Rc` that the join handle shares.
//! Here the output takes the place of the future, which saves an allocation for each task, and
//! panics are isolated: a future that panics ends its own task and no other.

use std::any::Any;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Mutex;
use std::task::{Context, Poll, Waker, ready};

use pin_project_lite::pin_project;

use crate::engine::polled::Polled;
use crate::engine::slab::{Key, fill};
use crate::engine::unwind::ignore_panic;

/// What a task leaves to its join handle. Failures are rare and large, so a box keeps them out of
/// the way: without an output to make room for, this is one pointer.
pub(crate) type JoinResult<T> = Result<T, Box<Failure>>;

/// Why a task has no output.
pub(crate) enum Failure {
    Cancelled,
    /// What the future panicked with. The lock is never contended: it makes the failure `Sync`,
    /// which the payload alone is not.
    Panicked(Mutex<Box<dyn Any + Send>>),
}

/// A task cell without its type, as the scheduler keeps it. The join handle knows the type of the
/// output.
pub(crate) type BoxedCell = Pin<Box<dyn TaskCell>>;

pub(crate) trait TaskCell {
    /// Polls the future of task `key`, with its own waker or else with `cached`. Without `cached`
    /// the future is cancelled instead. Ready when the task has ended; not to be called after that.
    fn poll(self: Pin<&mut Self>, key: Key, polled: &Polled, cached: Option<&Waker>) -> Poll<()>;

    /// Makes `waker` the task's own, or drops it if the task has ended.
    fn keep_waker(self: Pin<&mut Self>, waker: Waker);

    /// Moves the result into `result`, which must be an `Option<JoinResult<T>>` with the `T` of
    /// this task.
    ///
    /// The scheduler keeps cells of all types, so this can't return a `T`. `dyn Any` is a
    /// reference that remembers its type and can be asked for it: a cast that is checked.
    fn take(self: Pin<Box<Self>>, result: &mut dyn Any);
}

pin_project! {
    /// A future must not move once it was polled, so code that has a `Pin<&mut FutureOrOutput>`
    /// can't just borrow the future in it. The macro writes `project`, which returns references to
    /// the fields and keeps the one marked `#[pin]` pinned: a *pin projection*.
    #[project = Projection]
    pub(crate) enum FutureOrOutput<F: Future> {
        /// From the spawn until the task ends. The waker is `None` until the task has one of its
        /// own (see `waker.rs`). It is dropped after the future, whose drop may call it.
        Future { #[pin] future: F, waker: Option<Waker> },
        /// From then on. `None` between a panic and the failure made of it, and once the result is
        /// taken.
        Output { result: Option<JoinResult<F::Output>> },
    }
}

impl<F: Future> FutureOrOutput<F> {
    pub(crate) fn new(future: F) -> Self {
        Self::Future { future, waker: None }
    }

    /// Takes the result of a task that has ended.
    pub(crate) fn take_result(self: Pin<&mut Self>) -> Option<JoinResult<F::Output>> {
        let Projection::Output { result } = self.project() else { return None };
        result.take()
    }

    /// Polls the future. If that panics, the future is dropped while the panic unwinds, so that
    /// its drop can ask `thread::panicking()`.
    fn poll_future(
        self: Pin<&mut Self>,
        key: Key,
        polled: &Polled,
        cached: &Waker,
    ) -> Poll<F::Output> {
        struct DropWhileUnwinding<'a, F: Future>(Pin<&'a mut FutureOrOutput<F>>);

        impl<F: Future> Drop for DropWhileUnwinding<'_, F> {
            fn drop(&mut self) {
                self.0.set(FutureOrOutput::Output { result: None });
            }
        }

        let mut guard = DropWhileUnwinding(self);
        let Projection::Future { future, waker } = guard.0.as_mut().project() else {
            unreachable!("a task that has ended is not polled")
        };
        let mut cx = Context::from_waker(waker.as_ref().unwrap_or(cached));
        polled.begin(key, &cx);
        let output = future.poll(&mut cx);
        mem::forget(guard);
        output
    }
}

impl<F: Future> TaskCell for FutureOrOutput<F>
where
    F::Output: 'static,
{
    fn poll(
        mut self: Pin<&mut Self>,
        key: Key,
        polled: &Polled,
        cached: Option<&Waker>,
    ) -> Poll<()> {
        // Unwind safe: after a panic the future is not polled again, so no code sees it broken.
        let ended = catch_unwind(AssertUnwindSafe(|| {
            let result = match cached {
                Some(cached) => Ok(ready!(self.as_mut().poll_future(key, polled, cached))),
                None => Err(Box::new(Failure::Cancelled)),
            };
            // Drops the future. A panic of its drop is the task's too, as in tokio.
            self.set(Self::Output { result: Some(result) });
            Poll::Ready(())
        }));
        ended.unwrap_or_else(|payload| {
            // There may be an output already, if it was the drop of the future that panicked. Its
            // drop is user code, and the task's own waker is gone by now.
            polled.forget_waker();
            ignore_panic(|| self.set(Self::Output { result: None }));
            let failure = Failure::Panicked(Mutex::new(payload));
            self.set(Self::Output { result: Some(Err(Box::new(failure))) });
            Poll::Ready(())
        })
    }

    fn keep_waker(self: Pin<&mut Self>, own: Waker) {
        if let Projection::Future { waker, .. } = self.project() {
            *waker = Some(own);
        }
    }

    fn take(mut self: Pin<Box<Self>>, result: &mut dyn Any) {
        if let Some(result) = result.downcast_mut() {
            fill(result, self.as_mut().take_result());
        }
    }
}
