//! Time: sleeping, timeouts, intervals, and a clock that can be paused.

pub mod error;
mod instant;
mod interval;
mod pause;
mod sleep;
mod timeout;

pub use std::time::Duration;

pub use instant::Instant;
pub use interval::{Interval, MissedTickBehavior, interval, interval_at};
pub use pause::{advance, pause, resume};
pub use sleep::{Sleep, sleep, sleep_until};
pub use timeout::{Timeout, timeout, timeout_at};

/// No sleep is longer than about thirty years, as in tokio: the sum of any instant of today and
/// this can still be told, whatever the operating system counts time in.
fn capped(duration: Duration) -> Duration {
    duration.min(Duration::from_secs(86_400 * 365 * 30))
}
