//! Sleeping without blocking: a generator that yields until its time is up.

use std::iter;
use std::time::Duration;

use crate::clock;

/// A generator that is exhausted once `duration` has passed since the call.
///
/// It doesn't wait: each time it is asked and the time isn't up, it yields, so that the event loop
/// can poll the other tasks.
pub fn sleep(duration: Duration) -> impl Iterator<Item = ()> {
    let end = clock::now().saturating_add(duration);
    iter::from_fn(move || (clock::now() < end).then_some(()))
}
