//! Time: sleeps, timeouts, intervals, and a clock that can be paused.
//!
//! - [`sleep`](sleep()) waits for a duration, [`sleep_until`] for an instant.
//! - [`timeout`](timeout()) gives another future a limited time.
//! - [`interval`](interval()) waits for ticks at a fixed distance. Unlike in a loop of sleeps, the
//!   work between two ticks doesn't delay the next one.
//!
//! # How exact it is
//!
//! No timer is early. It is late while a task occupies the thread: timers fire when the event loop
//! runs, so **a task that blocks the thread delays all of them**, as
//! [`runtime`](crate::runtime#one-thread) says. Timers whose deadlines are in the same millisecond
//! may fire together, so that one of them is up to a millisecond late. They fire in the order in
//! which they were registered, which is that of their first polls.
//!
//! A deadline that has already passed is ready at once. A task can await 128 operations of this
//! crate that are ready. After that, the next one lets the other tasks run first. So a loop over
//! them starves no other task.
//!
//! # A paused clock
//!
//! [`pause`] stops the clock of a runtime. Then time passes only when every task waits: the clock
//! jumps to the next deadline. A test that sleeps for an hour takes a moment, and does the same in
//! each run.
//!
//! ```
//! use jacobio::runtime::LocalRuntime;
//! use jacobio::time::{Duration, Instant, pause, sleep};
//!
//! fn main() -> std::io::Result<()> {
//!     LocalRuntime::new()?.block_on(async {
//!         pause();
//!         let start = Instant::now();
//!         sleep(Duration::from_secs(3600)).await;
//!         assert_eq!(start.elapsed(), Duration::from_secs(3600));
//!     });
//!     Ok(())
//! }
//! ```
//!
//! Only the [`Instant`] of this module stands still; that of [`std::time`] goes on. Other threads
//! and sockets go on too, and the clock may jump while they are at work:
//! [`net`](crate::net#a-paused-clock) says more.
//!
//! # Cancel safety
//!
//! All futures of this module can be dropped at any time, and then leave nothing behind. Beware of
//! a `sleep` in a loop with `select!`: each round makes a new one, which starts again. [`Sleep`]
//! shows how to keep one across the rounds.

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

/// No sleep is longer than about thirty years, as in tokio. The time of today plus thirty years is
/// a valid instant on every operating system.
fn capped(duration: Duration) -> Duration {
    duration.min(Duration::from_secs(86_400 * 365 * 30))
}
