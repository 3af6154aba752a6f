//! Sleeping.

use std::fmt;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;

use crate::context;
use crate::event_loop::EventLoop;
use crate::time::{Duration, Instant, Timer, capped};

/// Ready once `duration` has passed: never earlier, and on a real clock up to a millisecond later
/// where other timers are due within the same one.
///
/// `sleep(Duration::ZERO)` is pending exactly once, as in asyncio and in the article: every other
/// task that is ready has its turn. A sleep of more than about thirty years is one of thirty.
///
/// Cancel safe: dropping a `Sleep` forgets the deadline and nothing else.
///
/// ```
/// # use jacobio::{runtime::LocalRuntime, time::{Duration, sleep}};
/// # LocalRuntime::new()?.block_on(async {
/// sleep(Duration::from_millis(100)).await;
/// println!("100 ms have elapsed");
/// # });
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Panics
///
/// Outside of a runtime; when it is polled after its runtime is gone; and if a paused clock was moved
/// to within thirty years of what an [`Instant`] can tell.
#[track_caller]
pub fn sleep(duration: Duration) -> Sleep {
    let event_loop = context::current("sleep");
    let deadline = event_loop.clock.now() + capped(duration);
    let timer = if duration.is_zero() {
        Timer::yield_once(event_loop, deadline)
    } else {
        Timer::new(event_loop, deadline)
    };
    Sleep { timer }
}

/// Ready once `deadline` has passed, at once if it has already. As [`sleep`] in all else.
///
/// # Panics
///
/// Outside of a runtime.
#[track_caller]
pub fn sleep_until(deadline: Instant) -> Sleep {
    Sleep::new(context::current("sleep_until"), deadline)
}

pin_project! {
    /// What [`sleep`] and [`sleep_until`] return.
    ///
    /// To poll it and keep it, pin it: `let mut sleep = std::pin::pin!(sleep(duration))`.
    #[project(!Unpin)]
    #[must_use = "futures do nothing unless you `.await` or poll them"]
    pub struct Sleep {
        timer: Timer,
    }
}

impl Sleep {
    pub(crate) fn new(event_loop: Rc<EventLoop>, deadline: Instant) -> Self {
        Self { timer: Timer::new(event_loop, deadline) }
    }

    /// When it is ready.
    pub fn deadline(&self) -> Instant {
        self.timer.deadline()
    }

    /// Whether it has fired. `false` until it was first polled, even if the deadline is over.
    pub fn is_elapsed(&self) -> bool {
        self.timer.is_elapsed()
    }

    /// Moves the deadline. A task that waits already is woken at the new one.
    ///
    /// ```
    /// # use jacobio::{runtime::LocalRuntime, time::{Duration, Instant, pause, sleep}};
    /// # LocalRuntime::new()?.block_on(async {
    /// # pause();
    /// let start = Instant::now();
    /// let mut sleep = std::pin::pin!(sleep(Duration::from_millis(10)));
    /// sleep.as_mut().reset(start + Duration::from_millis(20));
    /// sleep.await;
    /// assert_eq!(start.elapsed(), Duration::from_millis(20));
    /// # });
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn reset(self: Pin<&mut Self>, deadline: Instant) {
        self.project().timer.reset(deadline);
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.project().timer.poll(cx)
    }
}

impl fmt::Debug for Sleep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sleep").field("deadline", &self.deadline()).finish_non_exhaustive()
    }
}
