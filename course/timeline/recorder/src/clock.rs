//! The stages' clock. Notes each reading, since reading moves the simulated clock.

pub use crate::stages::clock::simulate;
use crate::{journal, stages};
use std::time::Duration;

/// As the stages' `now`.
pub fn now() -> Duration {
    let now = stages::clock::now();
    journal::clock_was_read(now);
    now
}

/// As the stages' `real_time`. The waking loop calls it before it waits.
pub fn real_time(duration: Duration) -> Duration {
    journal::waking_waits(duration);
    // Without a deadline only another thread can end the wait, and no clock moves until then. The
    // stage's own clock would: the loop reads it again and again.
    if duration == Duration::MAX { duration } else { stages::clock::real_time(duration) }
}
