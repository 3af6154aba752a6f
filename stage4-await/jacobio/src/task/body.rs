//! The body of a task: one allocation that holds the future first and its result afterwards.
//!
//! What becomes of a future is decided here, panics included: whoever polls or cancels a body is
//! told that it has ended, and the join handle finds out how.

use std::any::Any;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use pin_project_lite::pin_project;

use crate::task::{Id, JoinError};

/// A result, on its way to the join handle. Errors are rare and large, so they are boxed.
pub(crate) type Outcome<T> = Result<T, Box<JoinError>>;

/// A body whose type is known to its join handle alone.
pub(crate) type BoxedBody = Pin<Box<dyn Body>>;

pub(crate) trait Body {
    /// Polls the future. `Ready` when it has ended, one way or the other.
    fn poll(self: Pin<&mut Self>, id: Id, cx: &mut Context<'_>) -> Poll<()>;

    /// Drops the future, unfinished.
    fn cancel(self: Pin<&mut Self>, id: Id);

    /// Moves the outcome into `result`, an `Option<Outcome<T>>` of the body's own `T`.
    fn take(self: Pin<&mut Self>, result: &mut dyn Any);
}

pin_project! {
    #[project = StageProjection]
    enum Stage<F: Future> {
        // Until `poll` is ready or `cancel` is called.
        Running { #[pin] future: F },
        // `None` before there is a result, and after `take`.
        Finished { outcome: Option<Outcome<F::Output>> },
    }
}

pub(crate) fn body<F>(future: F) -> impl Body
where
    F: Future,
    F::Output: 'static,
{
    Stage::Running { future }
}

/// Drops the future when it is dropped itself: after the last poll, or while that unwinds from a
/// panic. Both happen inside `catch_unwind`, so that a panic of the future's own drop becomes the
/// task's.
struct DropFuture<'a, F: Future>(Pin<&'a mut Stage<F>>);

impl<F: Future> Drop for DropFuture<'_, F> {
    fn drop(&mut self) {
        self.0.set(Stage::Finished { outcome: None });
    }
}

impl<F: Future> Body for Stage<F>
where
    F::Output: 'static,
{
    fn poll(mut self: Pin<&mut Self>, id: Id, cx: &mut Context<'_>) -> Poll<()> {
        // Nobody sees the future again after it has panicked, so it can't be seen broken.
        let polled = catch_unwind(AssertUnwindSafe(|| {
            let mut stage = DropFuture(self.as_mut());
            let StageProjection::Running { future } = stage.0.as_mut().project() else {
                unreachable!("a task that has ended has no more turns")
            };
            let polled = future.poll(cx);
            if polled.is_pending() {
                mem::forget(stage);
            }
            polled
        }));
        let outcome = match polled {
            Ok(polled) => Ok(ready!(polled)),
            Err(payload) => Err(Box::new(JoinError::panic(id, payload))),
        };
        self.set(Stage::Finished { outcome: Some(outcome) });
        Poll::Ready(())
    }

    fn cancel(mut self: Pin<&mut Self>, id: Id) {
        let dropped = catch_unwind(AssertUnwindSafe(|| drop(DropFuture(self.as_mut()))));
        let error = match dropped {
            Ok(()) => JoinError::cancelled(id),
            Err(payload) => JoinError::panic(id, payload),
        };
        self.set(Stage::Finished { outcome: Some(Err(Box::new(error))) });
    }

    fn take(self: Pin<&mut Self>, result: &mut dyn Any) {
        if let StageProjection::Finished { outcome } = self.project()
            && let Some(result) = result.downcast_mut()
        {
            *result = outcome.take();
        }
    }
}
