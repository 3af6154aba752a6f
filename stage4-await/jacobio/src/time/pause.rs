//! Functions that pause, resume and advance the clock.

use crate::engine::current;
use crate::task::yield_now;
use crate::time::Duration;
#[cfg(doc)]
use crate::time::Instant;

/// Pauses the clock of the current runtime.
///
/// [`Instant::now`] then returns the same time again and again. When every task waits, the clock
/// jumps to the next deadline instead of waiting for it. The time of the pause and the end of each
/// sleep are rounded up to whole milliseconds.
///
/// The pause lasts until [`resume`], from one `block_on` of the runtime to the next as well. Other
/// runtimes, other threads and [`std::time::Instant`] are not affected.
///
/// # Panics
///
/// If the clock is paused already, and outside a runtime.
///
/// # Examples
///
/// ```
/// use jacobio::time::{Duration, Instant, pause, sleep};
///
/// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
/// pause();
/// let start = Instant::now();
/// sleep(Duration::from_secs(3600)).await;
/// assert_eq!(start.elapsed(), Duration::from_secs(3600));
/// # });
/// # Ok::<(), std::io::Error>(())
/// ```
#[track_caller]
pub fn pause() {
    let clock = &current::event_loop("pause").clock;
    assert!(!clock.is_paused(), "time is already frozen");
    clock.pause();
}

/// Lets a paused clock go on.
///
/// It goes on from the time at which it stands, so it may be ahead of the real time from then on.
///
/// # Panics
///
/// If the clock is not paused, and outside a runtime.
///
/// # Examples
///
/// ```
/// use jacobio::time::{Duration, Instant, pause, resume, sleep};
///
/// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
/// let start = Instant::now();
/// pause();
/// sleep(Duration::from_secs(3600)).await; // takes no time
/// resume();
/// sleep(Duration::from_millis(10)).await; // takes 10 ms
/// assert!(start.elapsed() >= Duration::from_secs(3600) + Duration::from_millis(10));
/// # });
/// # Ok::<(), std::io::Error>(())
/// ```
#[track_caller]
pub fn resume() {
    let clock = &current::event_loop("resume").clock;
    assert!(clock.is_paused(), "time is not frozen");
    clock.resume();
}

/// Moves a paused clock forward by `duration`, and fires the timers that are due.
///
/// The tasks that they wake are polled before this future is ready. Unlike with
/// [`sleep`](crate::time::sleep()), the clock doesn't stop at each deadline on the way: all these
/// tasks see the new time. A sleep registers its timer when it is first polled, so a task that was
/// spawned just before has none yet: call [`yield_now`] first, as in the example.
///
/// # Cancel safety
///
/// The clock moves at the first poll. Dropping the future afterwards doesn't move it back.
///
/// # Panics
///
/// If the clock is not paused, if it would move further than an [`Instant`] can hold, and outside
/// a runtime.
///
/// # Examples
///
/// ```
/// use jacobio::task::{spawn_local, yield_now};
/// use jacobio::time::{Duration, advance, pause, sleep};
///
/// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
/// pause();
/// let soon = spawn_local(sleep(Duration::from_millis(10)));
/// let late = spawn_local(sleep(Duration::from_millis(30)));
/// yield_now().await; // both sleeps start
///
/// advance(Duration::from_millis(20)).await;
/// assert!(soon.is_finished());
/// assert!(!late.is_finished());
/// # });
/// # Ok::<(), std::io::Error>(())
/// ```
pub async fn advance(duration: Duration) {
    jump("advance", duration);
    yield_now().await;
}

/// A function of its own, so that nothing in the future of `advance` is bound to this thread.
fn jump(call: &str, duration: Duration) {
    let event_loop = current::event_loop(call);
    let clock = &event_loop.clock;
    assert!(clock.is_paused(), "time is not frozen");
    clock.jump_to(clock.now() + duration);
    event_loop.fire_timers();
}
