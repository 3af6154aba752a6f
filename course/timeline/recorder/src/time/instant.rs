//! A point in time on the clock of the loop.

use std::ops::{Add, AddAssign, Sub, SubAssign};
use std::time::Duration;

use crate::on::{Loop, options};

/// A point in time on the clock of the loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(Point);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Point {
    /// Since the stages' clock was first read.
    Stages(Duration),
    Jacobio(jacobio::time::Instant),
    Tokio(tokio::time::Instant),
}

impl Instant {
    /// The time now. On the stages' simulated clock, reading it costs time.
    pub fn now() -> Self {
        Self(match options().on {
            Loop::Jacobio => Point::Jacobio(jacobio::time::Instant::now()),
            Loop::Tokio => Point::Tokio(tokio::time::Instant::now()),
            _ => Point::Stages(crate::generators::clock::now()),
        })
    }

    /// The time from this to now.
    pub fn elapsed(&self) -> Duration {
        Self::now().duration_since(*self)
    }

    /// The time from `earlier` to this, or zero if it is later.
    pub fn duration_since(&self, earlier: Self) -> Duration {
        self.checked_duration_since(earlier).unwrap_or_default()
    }

    /// As [`duration_since`](Self::duration_since).
    pub fn saturating_duration_since(&self, earlier: Self) -> Duration {
        self.duration_since(earlier)
    }

    /// The time from `earlier` to this. `None` if it is later.
    pub fn checked_duration_since(&self, earlier: Self) -> Option<Duration> {
        match (self.0, earlier.0) {
            (Point::Stages(later), Point::Stages(earlier)) => later.checked_sub(earlier),
            (Point::Jacobio(later), Point::Jacobio(earlier)) => {
                later.checked_duration_since(earlier)
            }
            (Point::Tokio(later), Point::Tokio(earlier)) => later.checked_duration_since(earlier),
            _ => unreachable!("a program runs on one loop"),
        }
    }

    /// The point in time `duration` later. `None` if that can't be represented.
    pub fn checked_add(&self, duration: Duration) -> Option<Self> {
        Some(Self(match self.0 {
            Point::Stages(at) => Point::Stages(at.checked_add(duration)?),
            Point::Jacobio(at) => Point::Jacobio(at.checked_add(duration)?),
            Point::Tokio(at) => Point::Tokio(at.checked_add(duration)?),
        }))
    }

    /// The point in time `duration` earlier. `None` if that can't be represented.
    pub fn checked_sub(&self, duration: Duration) -> Option<Self> {
        Some(Self(match self.0 {
            Point::Stages(at) => Point::Stages(at.checked_sub(duration)?),
            Point::Jacobio(at) => Point::Jacobio(at.checked_sub(duration)?),
            Point::Tokio(at) => Point::Tokio(at.checked_sub(duration)?),
        }))
    }

    pub(crate) fn jacobio(self) -> jacobio::time::Instant {
        let Point::Jacobio(at) = self.0 else { unreachable!("a program runs on one loop") };
        at
    }

    pub(crate) fn tokio(self) -> tokio::time::Instant {
        let Point::Tokio(at) = self.0 else { unreachable!("a program runs on one loop") };
        at
    }
}

impl From<jacobio::time::Instant> for Instant {
    fn from(at: jacobio::time::Instant) -> Self {
        Self(Point::Jacobio(at))
    }
}

impl From<tokio::time::Instant> for Instant {
    fn from(at: tokio::time::Instant) -> Self {
        Self(Point::Tokio(at))
    }
}

impl Add<Duration> for Instant {
    type Output = Self;

    fn add(self, duration: Duration) -> Self {
        self.checked_add(duration).expect("overflow when adding a duration to an instant")
    }
}

impl AddAssign<Duration> for Instant {
    fn add_assign(&mut self, duration: Duration) {
        *self = *self + duration;
    }
}

impl Sub<Duration> for Instant {
    type Output = Self;

    fn sub(self, duration: Duration) -> Self {
        self.checked_sub(duration).expect("overflow when subtracting a duration from an instant")
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
        self.duration_since(earlier)
    }
}
