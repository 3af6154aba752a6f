//! Timeouts: futures with a limited time.

use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time;

use pin_project_lite::pin_project;

use crate::engine::current;
use crate::time::error::Elapsed;
use crate::time::{Duration, Instant, Sleep};

/// Waits for `future`, but for no longer than `duration`.
///
/// Returns the output of `future`, or [`Elapsed`] if the time has passed first; `.await` then drops
/// `future`, which cancels it. `future` is polled before the time is checked: if it is ready, it is
/// never too late, not even for a timeout of zero.
///
/// The timeout works only if `future` awaits: one that blocks the thread or never awaits can't be
/// stopped. And if `future` awaits the handle of a task, that task runs on.
///
/// # Cancel safety
///
/// Cancel safe if `future` is.
///
/// # Panics
///
/// Outside a runtime, unless `duration` is so long that it ends at no [`Instant`]: such a timeout
/// needs no runtime. And when it has to wait after its runtime was dropped.
///
/// # Examples
///
/// ```
/// use std::future::pending;
///
/// use jacobio::time::{Duration, timeout};
///
/// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
/// let in_time = timeout(Duration::from_millis(10), async { 42 }).await;
/// assert_eq!(in_time, Ok(42));
///
/// let too_late = timeout(Duration::from_millis(10), pending::<()>()).await;
/// assert!(too_late.is_err());
/// # });
/// # Ok::<(), std::io::Error>(())
/// ```
#[track_caller]
pub fn timeout<F: IntoFuture>(duration: Duration, future: F) -> Timeout<F::IntoFuture> {
    let event_loop = current::with(Rc::clone);
    let now = event_loop.as_ref().map_or_else(time::Instant::now, |el| el.clock.now());
    #[expect(clippy::manual_map, reason = "a closure would not pass the caller's line on")]
    // A deadline past the range of an instant never comes, and needs no runtime.
    let delay = match Instant::from_std(now).checked_add(duration) {
        Some(deadline) => Some(Sleep::new(current::required(event_loop, "timeout"), deadline)),
        None => None,
    };
    Timeout { future: future.into_future(), delay }
}

/// Waits for `future`, but no longer than until `deadline`. Apart from that, it works like
/// [`timeout`].
///
/// # Cancel safety
///
/// Cancel safe if `future` is.
///
/// # Panics
///
/// Outside a runtime, and when it has to wait after its runtime was dropped.
///
/// # Examples
///
/// Several steps with one deadline:
///
/// ```
/// use jacobio::time::{Duration, Instant, pause, sleep, timeout_at};
///
/// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
/// pause();
/// let deadline = Instant::now() + Duration::from_millis(50);
/// let first = timeout_at(deadline, sleep(Duration::from_millis(30))).await;
/// let second = timeout_at(deadline, sleep(Duration::from_millis(30))).await;
/// assert!(first.is_ok() && second.is_err());
/// # });
/// # Ok::<(), std::io::Error>(())
/// ```
#[track_caller]
pub fn timeout_at<F: IntoFuture>(deadline: Instant, future: F) -> Timeout<F::IntoFuture> {
    let delay = Sleep::new(current::event_loop("timeout_at"), deadline);
    Timeout { future: future.into_future(), delay: Some(delay) }
}

pin_project! {
    /// The future that [`timeout`] and [`timeout_at`] return.
    ///
    /// To poll it several times, as a loop with `select!` does, pin it first.
    ///
    /// # Examples
    ///
    /// Takes messages until an answer comes, for which it waits one second at most. The timeout is
    /// pinned outside the loop, so that no round starts it again:
    ///
    /// ```
    /// use std::pin::pin;
    ///
    /// use futures::{FutureExt, StreamExt, channel::mpsc, select};
    /// use jacobio::time::{Duration, sleep, timeout};
    ///
    /// async fn answer() -> u32 {
    ///     sleep(Duration::from_millis(100)).await;
    ///     42
    /// }
    ///
    /// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
    /// # jacobio::time::pause();
    /// let (sender, mut receiver) = mpsc::unbounded();
    /// sender.unbounded_send("message").unwrap();
    ///
    /// let mut answer = pin!(timeout(Duration::from_secs(1), answer()).fuse());
    /// let answer = loop {
    ///     select! {
    ///         message = receiver.select_next_some() => println!("{message}"),
    ///         answer = answer => break answer,
    ///     }
    /// };
    /// assert_eq!(answer, Ok(42));
    /// # });
    /// # Ok::<(), std::io::Error>(())
    /// ```
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
    /// Returns a reference to the inner future.
    pub fn get_ref(&self) -> &F {
        &self.future
    }

    /// Returns a mutable reference to the inner future.
    pub fn get_mut(&mut self) -> &mut F {
        &mut self.future
    }

    /// Returns the inner future, and drops the timeout.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::future::ready;
    ///
    /// use jacobio::time::{Duration, timeout};
    ///
    /// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
    /// let future = timeout(Duration::from_millis(10), ready(42));
    /// assert_eq!(future.into_inner().await, 42);
    /// # });
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn into_inner(self) -> F {
        self.future
    }
}

impl<F: Future> Future for Timeout<F> {
    type Output = Result<F::Output, Elapsed>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let had_budget = this.delay.as_ref().as_pin_ref().is_some_and(|delay| delay.has_budget());
        if let Poll::Ready(output) = this.future.poll(cx) {
            return Poll::Ready(Ok(output));
        }
        let Some(delay) = this.delay.as_pin_mut() else { return Poll::Pending };
        // Even if the inner future has spent the budget meanwhile. Otherwise no time would limit a
        // future that spends it in each of its polls.
        delay.poll_if(had_budget, cx).map(|()| Err(Elapsed(())))
    }
}
