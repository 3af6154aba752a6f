//! A point in time on the runtime's clock.

use std::ops::{Add, AddAssign, Sub, SubAssign};
use std::{fmt, time};

use crate::engine::current;
use crate::time::Duration;

/// A point in time on the runtime's clock, which can be paused. Like [`std::time::Instant`] in all
/// else, except that the difference of two never fails: it is zero instead of negative.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(time::Instant);

impl Instant {
    /// The time on this thread's runtime; outside of one, the real time.
    pub fn now() -> Self {
        let now = current::with(|event_loop| event_loop.clock.now());
        Self(now.unwrap_or_else(time::Instant::now))
    }

    /// The same point in time, from the standard library's clock.
    pub fn from_std(std: time::Instant) -> Self {
        Self(std)
    }

    /// The same point in time, on the standard library's clock.
    pub fn into_std(self) -> time::Instant {
        self.0
    }

    /// The time from `earlier` to this, or zero if it is later.
    pub fn duration_since(&self, earlier: Self) -> Duration {
        self.saturating_duration_since(earlier)
    }

    /// The time from `earlier` to this, or `None` if it is later.
    pub fn checked_duration_since(&self, earlier: Self) -> Option<Duration> {
        self.0.checked_duration_since(earlier.0)
    }

    /// The time from `earlier` to this, or zero if it is later.
    pub fn saturating_duration_since(&self, earlier: Self) -> Duration {
        self.0.saturating_duration_since(earlier.0)
    }

    /// The time from this to now, or zero if this is in the future.
    pub fn elapsed(&self) -> Duration {
        Self::now() - *self
    }

    /// The point `duration` after this, unless it is past what can be told.
    pub fn checked_add(&self, duration: Duration) -> Option<Self> {
        self.0.checked_add(duration).map(Self)
    }

    /// The point `duration` before this, unless it is past what can be told.
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
