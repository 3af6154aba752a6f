//! Giving up on a future.

use std::pin::Pin;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;

use crate::engine::current;
use crate::time::error::Elapsed;
use crate::time::{Duration, Instant, Sleep};

/// Waits for `future`, but not for longer than `duration`. If that is over first, `future` is
/// dropped with the `Timeout`.
///
/// `future` is polled before the time is looked at: if it is ready, no timeout is too short. Cancel
/// safe if `future` is.
///
/// ```
/// # use jacobio::{runtime::LocalRuntime, time::{Duration, timeout}};
/// # LocalRuntime::new()?.block_on(async {
/// let never = std::future::pending::<()>();
/// assert!(timeout(Duration::from_millis(10), never).await.is_err());
/// # });
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Panics
///
/// Outside of a runtime.
#[track_caller]
pub fn timeout<F: IntoFuture>(duration: Duration, future: F) -> Timeout<F::IntoFuture> {
    #[expect(clippy::manual_map, reason = "a closure would not pass the caller's line on")]
    // A deadline past the range of an instant never comes, and needs no runtime.
    let delay = match Instant::now().checked_add(duration) {
        Some(deadline) => Some(Sleep::new(current::event_loop("timeout"), deadline)),
        None => None,
    };
    Timeout { future: future.into_future(), delay }
}

/// Waits for `future`, but not past `deadline`. As [`timeout`] in all else.
///
/// # Panics
///
/// Outside of a runtime.
#[track_caller]
pub fn timeout_at<F: IntoFuture>(deadline: Instant, future: F) -> Timeout<F::IntoFuture> {
    let delay = Sleep::new(current::event_loop("timeout_at"), deadline);
    Timeout { future: future.into_future(), delay: Some(delay) }
}

pin_project! {
    /// What [`timeout`] and [`timeout_at`] return.
    #[derive(Debug)]
    #[must_use = "futures do nothing unless you `.await` or poll them"]
    pub struct Timeout<F> {
        #[pin]
        future: F,
        #[pin]
        delay: Option<Sleep>,
    }
}

impl<F> Timeout<F> {
    /// The future that is waited for.
    pub fn get_ref(&self) -> &F {
        &self.future
    }

    /// The future that is waited for.
    pub fn get_mut(&mut self) -> &mut F {
        &mut self.future
    }

    /// The future, without its timeout.
    pub fn into_inner(self) -> F {
        self.future
    }
}

impl<F: Future> Future for Timeout<F> {
    type Output = Result<F::Output, Elapsed>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        if let Poll::Ready(output) = this.future.poll(cx) {
            return Poll::Ready(Ok(output));
        }
        match this.delay.as_pin_mut() {
            Some(delay) => delay.poll(cx).map(|()| Err(Elapsed(()))),
            None => Poll::Pending,
        }
    }
}
