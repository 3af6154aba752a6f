//! What the program and the loops do with the clock, and times for the events.

use std::time::Duration;

use super::state::{Journal, current, with};
use super::time::{Instant, micros};
use crate::event::Kind;

/// The program has paused the clock.
pub(crate) fn clock_paused() {
    with(|journal| {
        journal.time.paused();
        journal.emit(current(), Kind::ClockPaused);
    });
}

/// The program has read the stages' clock.
pub(crate) fn program_read_clock(now: Duration) {
    with(|journal| journal.time.read(now));
}

/// The time of the run.
pub(crate) fn microseconds() -> u64 {
    with(Journal::now).unwrap_or_default()
}

/// A deadline of jacobio's or tokio's, as a time of the run.
pub(crate) fn deadline(at: impl Into<Instant>) -> u64 {
    with(|journal| journal.time.of_deadline(at.into())).unwrap_or_default()
}

/// A deadline `duration` after the last reading of the stages' clock.
pub(crate) fn deadline_after_reading(duration: Duration) -> u64 {
    with(|journal| micros(journal.time.last_reading().saturating_add(duration))).unwrap_or_default()
}
