//! Sleeping without blocking: a generator that yields until its time is up.
//!
//! ```text
//! gen fn sleep(duration: Duration) {
//!     let end = now() + duration;
//!     while now() < end {
//!         yield;
//!     }
//! }
//! ```

use std::iter;
use std::time::Duration;

use crate::clock;

/// Returns a generator that is exhausted once `duration` has passed since the call.
///
/// The generator doesn't wait. Polled before its time is up, it yields, so that the event loop can
/// poll the other tasks. Unlike a generator function in Python, this reads the clock when called.
pub fn sleep(duration: Duration) -> impl Iterator<Item = ()> {
    let end = clock::now().saturating_add(duration);
    iter::from_fn(move || (clock::now() < end).then_some(()))
}
