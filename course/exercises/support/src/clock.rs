//! The clock of stage 4, with a count of its readings.

use std::cell::Cell;
use std::time::Duration;

#[path = "../../../../stage4-await/src/clock.rs"]
mod stage4;

pub use stage4::{real_time, simulate};

thread_local! {
    static READINGS: Cell<usize> = const { Cell::new(0) };
    /// The time at which this thread's clock stands, if it does.
    static STOPPED: Cell<Option<Duration>> = const { Cell::new(None) };
    /// How much later it is on this thread's clock than on stage 4's.
    static LATER: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

/// The time since the clock was first read.
pub fn now() -> Duration {
    READINGS.set(READINGS.get() + 1);
    STOPPED.get().unwrap_or_else(|| stage4::now() + LATER.get())
}

/// Returns how often this thread has read the clock. A thread that waits doesn't.
pub fn readings() -> usize {
    READINGS.get()
}

/// Sets this thread's clock forward.
pub fn set_forward(by: Duration) {
    LATER.set(LATER.get() + by);
}

/// Stops this thread's clock, so that two readings are the same.
pub fn stop() {
    STOPPED.set(Some(now()));
}

/// Lets this thread's clock go on.
pub fn go_on() {
    STOPPED.set(None);
}
