//! A point in time on the runtime's clock.

use std::ops::{Add, AddAssign, Sub, SubAssign};
use std::{fmt, time};

use crate::engine::current;
use crate::time::Duration;

/// A point in time on the clock of a runtime.
///
/// It is [`std::time::Instant`] with two differences. [`now`](Self::now) reads the clock of the
/// current runtime, which stands still while it is [paused](crate::time::pause). And subtracting a
/// later instant from an earlier one returns zero.
///
/// # Examples
///
/// ```
/// use jacobio::time::{Duration, Instant, sleep};
///
/// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
/// let start = Instant::now();
/// sleep(Duration::from_millis(10)).await;
/// assert!(start.elapsed() >= Duration::from_millis(10));
/// # });
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// On a paused clock it is exact:
///
/// ```
/// use jacobio::time::{Duration, Instant, pause, sleep};
///
/// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
/// pause();
/// let start = Instant::now();
/// sleep(Duration::from_millis(10)).await;
/// assert_eq!(start.elapsed(), Duration::from_millis(10));
/// # });
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(time::Instant);

impl Instant {
    /// Returns the time on the clock of the current runtime. Outside a runtime it is the real time.
    pub fn now() -> Self {
        let now = current::with(|event_loop| event_loop.clock.now());
        Self(now.unwrap_or_else(time::Instant::now))
    }

    /// Converts an instant of the standard library.
    pub fn from_std(std: time::Instant) -> Self {
        Self(std)
    }

    /// Converts to an instant of the standard library. The instant may be in the future, if a
    /// paused clock has jumped.
    pub fn into_std(self) -> time::Instant {
        self.0
    }

    /// Returns the time from `earlier` to this instant, or zero if `earlier` is later.
    pub fn duration_since(&self, earlier: Self) -> Duration {
        self.saturating_duration_since(earlier)
    }

    /// Returns the time from `earlier` to this instant, or `None` if `earlier` is later.
    ///
    /// # Examples
    ///
    /// ```
    /// use jacobio::time::{Duration, Instant};
    ///
    /// let earlier = Instant::now();
    /// let later = earlier + Duration::from_secs(1);
    /// assert_eq!(later.checked_duration_since(earlier), Some(Duration::from_secs(1)));
    /// assert_eq!(earlier.checked_duration_since(later), None);
    /// assert_eq!(earlier - later, Duration::ZERO);
    /// ```
    pub fn checked_duration_since(&self, earlier: Self) -> Option<Duration> {
        self.0.checked_duration_since(earlier.0)
    }

    /// Returns the time from `earlier` to this instant, or zero if `earlier` is later.
    pub fn saturating_duration_since(&self, earlier: Self) -> Duration {
        self.0.saturating_duration_since(earlier.0)
    }

    /// Returns the time from this instant to [`now`](Self::now), or zero if it is in the future.
    pub fn elapsed(&self) -> Duration {
        Self::now() - *self
    }

    /// Returns the instant `duration` later, or `None` if the operating system can't represent it.
    pub fn checked_add(&self, duration: Duration) -> Option<Self> {
        self.0.checked_add(duration).map(Self)
    }

    /// Returns the instant `duration` earlier, or `None` if the operating system can't represent
    /// it.
    pub fn checked_sub(&self, duration: Duration) -> Option<Self> {
        self.0.checked_sub(duration).map(Self)
    }
}

impl Add<Duration> for Instant {
    type Output = Self;

    fn add(self, duration: Duration) -> Self {
        Self(self.0 + duration)
    }
}

impl AddAssign<Duration> for Instant {
    fn add_assign(&mut self, duration: Duration) {
        *self = *self + duration;
    }
}

impl Sub<Duration> for Instant {
    type Output = Self;

    #[expect(clippy::unchecked_time_subtraction, reason = "panics where std's does, as tokio's")]
    fn sub(self, duration: Duration) -> Self {
        Self(self.0 - duration)
    }
}

impl SubAssign<Duration> for Instant {
    fn sub_assign(&mut self, duration: Duration) {
        *self = *self - duration;
    }
}

impl Sub for Instant {
    type Output = Duration;

    fn sub(self, earlier: Self) -> Duration {
        self.saturating_duration_since(earlier)
    }
}

impl From<time::Instant> for Instant {
    fn from(std: time::Instant) -> Self {
        Self(std)
    }
}

impl From<Instant> for time::Instant {
    fn from(instant: Instant) -> Self {
        instant.0
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
