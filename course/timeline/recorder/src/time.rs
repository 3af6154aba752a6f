//! Time, as jacobio's and tokio's module of this name has it.

mod instant;
mod interval;
mod sleep;
mod timeout;

use std::pin::Pin;
pub use std::time::Duration;

pub use instant::Instant;
pub use interval::{Interval, MissedTickBehavior, interval, interval_at};
pub use sleep::{Sleep, sleep, sleep_until};
pub use timeout::{Timeout, timeout, timeout_at};

use crate::journal;
use crate::on::{Loop, lacks, options};
use crate::stages::{busy, reacting, waking};

type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Replaces the clock by one that waits for nothing.
pub fn pause() {
    match options().on {
        Loop::Generators => unreachable!("generators have a clock of their own"),
        Loop::Busy => busy::pause(),
        Loop::Waking => waking::pause(),
        Loop::Reacting => reacting::pause(),
        Loop::Jacobio => jacobio::time::pause(),
        Loop::Tokio => tokio::time::pause(),
    }
    journal::clock_paused();
}

/// Lets the clock run again. From here on, the record differs from run to run.
pub fn resume() {
    match options().on {
        Loop::Jacobio => jacobio::time::resume(),
        Loop::Tokio => tokio::time::resume(),
        _ => lacks("resume"),
    }
}

/// Moves the paused clock.
pub async fn advance(duration: Duration) {
    match options().on {
        Loop::Jacobio => jacobio::time::advance(duration).await,
        Loop::Tokio => tokio::time::advance(duration).await,
        _ => lacks("advance"),
    }
}

/// Why a future gave no result.
pub mod error {
    /// The time was up.
    #[derive(Debug, PartialEq, Eq)]
    pub struct Elapsed(pub(super) ());

    impl std::fmt::Display for Elapsed {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("deadline has elapsed")
        }
    }

    impl std::error::Error for Elapsed {}
}
