//! Pausing the clock.

use crate::engine::current;
use crate::task::yield_now;
use crate::time::Duration;
#[cfg(doc)]
use crate::time::Instant;

/// Pauses the clock: [`Instant::now`] stands still from now on, and moves to the next timer
/// whenever every task waits. Sleeps then end on a millisecond.
///
/// The pause lasts until [`resume`], also from one `block_on` of a runtime to the next. What is on
/// another clock, like the time of [`std::time::Instant`], goes on.
///
/// ```
/// # use jacobio::{runtime::LocalRuntime, time::{self, Duration, Instant}};
/// # LocalRuntime::new()?.block_on(async {
/// time::pause();
/// let start = Instant::now();
/// time::sleep(Duration::from_secs(3600)).await;
/// assert_eq!(start.elapsed(), Duration::from_secs(3600));
/// # });
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Panics
///
/// If the clock is paused already, and outside of a runtime.
#[track_caller]
pub fn pause() {
    let clock = &current::event_loop("pause").clock;
    assert!(!clock.is_paused(), "time is already frozen");
    clock.pause();
}

/// Lets a paused clock go on, from where it stands.
///
/// # Panics
///
/// If the clock is not paused, and outside of a runtime.
#[track_caller]
pub fn resume() {
    let clock = &current::event_loop("resume").clock;
    assert!(clock.is_paused(), "time is not frozen");
    clock.resume();
}

/// Moves a paused clock on by `duration`, then yields. Tasks whose timers are due have had a turn
/// by the time that this is ready; unlike with [`sleep`](crate::time::sleep), they all see the new
/// time.
///
/// # Panics
///
/// If the clock is not paused, if `duration` leads past what an [`Instant`] can tell, and outside
/// of a runtime.
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
