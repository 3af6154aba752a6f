//! The time of the run, in microseconds, on whichever clock the loop has.

use std::thread::{self, ThreadId};
use std::time::Duration;

use crate::on::{Loop, options};
use crate::stages;

/// What is known of the clock. Never moves it.
pub(super) struct Time {
    /// Where time begins, on a clock that counts from elsewhere.
    base: Option<Instant>,
    /// The last reading of the stages' clock, and the first since it was paused: until then it is
    /// real, so the simulated time begins anywhere.
    reading: Duration,
    first_reading: Option<Duration>,
    /// Set once the program has paused the clock.
    paused: bool,
    last: u64,
}

/// A point in time of a runtime that has its own clock.
#[derive(Clone, Copy)]
pub(crate) enum Instant {
    Jacobio(jacobio::time::Instant),
    Tokio(tokio::time::Instant),
}

impl Instant {
    /// `None` on the loops of the stages.
    fn now() -> Option<Self> {
        match options().on {
            Loop::Jacobio => Some(Self::Jacobio(jacobio::time::Instant::now())),
            Loop::Tokio => Some(Self::Tokio(tokio::time::Instant::now())),
            _ => None,
        }
    }

    fn since(self, base: Self) -> Duration {
        match (self, base) {
            (Self::Jacobio(at), Self::Jacobio(base)) => at.duration_since(base),
            (Self::Tokio(at), Self::Tokio(base)) => at.duration_since(base),
            _ => Duration::ZERO,
        }
    }
}

impl Time {
    pub(super) const fn new() -> Self {
        Self { base: None, reading: Duration::ZERO, first_reading: None, paused: false, last: 0 }
    }

    /// The event loop starts. A simulated time begins only where the program pauses the clock.
    pub(super) fn loop_starts(&mut self) {
        if !options().simulate {
            self.base = self.base.or_else(Instant::now);
        }
    }

    /// The program has paused the clock.
    pub(super) fn paused(&mut self) {
        self.base = Instant::now();
        self.paused = true;
    }

    /// The stages' clock was read.
    pub(super) fn read(&mut self, now: Duration) {
        self.reading = now;
        if self.paused {
            self.first_reading.get_or_insert(now);
        }
    }

    /// The time now. `owner` is the thread of the event loop that runs.
    pub(super) fn now(&mut self, owner: Option<ThreadId>) -> u64 {
        let here = owner == Some(thread::current().id());
        let time = match (options().simulate, self.base) {
            // Another thread has another clock, and after the run the clock is gone.
            _ if owner.is_none() => Duration::ZERO,
            (true, _) if !here => Duration::ZERO,
            (_, Some(base)) => Instant::now().map(|now| now.since(base)).unwrap_or_default(),
            (true, None) => self.last_reading(),
            (false, None) => stages::clock::now(),
        };
        self.last = self.last.max(micros(time));
        self.last
    }

    /// The last reading of the stages' clock, as a time of the run.
    pub(super) fn last_reading(&self) -> Duration {
        self.since_the_start(self.reading)
    }

    /// The last reading of the stages' clock, as that clock returned it.
    pub(super) fn raw_reading(&self) -> Duration {
        self.reading
    }

    /// As a time of the run, what the stages' clock returns at that time.
    pub(super) fn of_reading(&self, reading: Duration) -> u64 {
        micros(self.since_the_start(reading))
    }

    /// As a time of the run, what the stages' clock returns at that time. A simulated run takes no
    /// time until the clock is paused: how long the real clock has run by then differs each time.
    fn since_the_start(&self, reading: Duration) -> Duration {
        match self.first_reading {
            _ if !options().simulate => reading,
            Some(first) => reading.saturating_sub(first),
            None => Duration::ZERO,
        }
    }

    /// As a time of the run, a deadline.
    pub(super) fn of_deadline(&self, at: Instant) -> u64 {
        micros(self.base.map(|base| at.since(base)).unwrap_or_default())
    }
}

impl From<jacobio::time::Instant> for Instant {
    fn from(at: jacobio::time::Instant) -> Self {
        Self::Jacobio(at)
    }
}

impl From<tokio::time::Instant> for Instant {
    fn from(at: tokio::time::Instant) -> Self {
        Self::Tokio(at)
    }
}

pub(crate) fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}
