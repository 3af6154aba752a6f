//! The clock: real, until it is paused.
//!
//! While it is paused, time passes only when every task waits: then the event loop moves the clock
//! to the next timer instead of parking. A program of hours runs in milliseconds, and always the
//! same way.

use std::cell::Cell;
use std::time;

use crate::context;
use crate::task::yield_now;
use crate::time::{Duration, Instant};

#[derive(Clone, Copy)]
enum State {
    /// As the operating system tells it.
    Real,
    /// Standing still. `pause` sets it, `advance` and the event loop move it on.
    Paused(Instant),
    /// Going on from `at`, which `resume` found it at; it was `since` on the real clock then.
    Resumed { at: Instant, since: time::Instant },
}

pub(crate) struct Clock {
    state: Cell<State>,
    /// The last time that anybody was told.
    latest: Cell<Instant>,
    /// Milliseconds are counted from here.
    start: Instant,
}

impl Default for Clock {
    fn default() -> Self {
        let start = Instant::from_std(time::Instant::now());
        Self { state: Cell::new(State::Real), latest: Cell::new(start), start }
    }
}

impl Clock {
    pub(crate) fn now(&self) -> Instant {
        let now = match self.state.get() {
            State::Real => Instant::from_std(time::Instant::now()),
            State::Paused(now) => now,
            State::Resumed { at, since } => at + since.elapsed(),
        };
        self.latest.set(now);
        now
    }

    /// Whether `deadline` was over when the clock was last looked at, which costs less than a look.
    pub(crate) fn has_passed(&self, deadline: Instant) -> bool {
        deadline <= self.latest.get()
    }

    pub(crate) fn is_paused(&self) -> bool {
        matches!(self.state.get(), State::Paused(_))
    }

    /// Moves a paused clock on.
    pub(crate) fn jump_to(&self, time: Instant) {
        self.state.set(State::Paused(time.max(self.now())));
        self.now();
    }

    /// The end of the millisecond that `time` is in. Timers of one millisecond fire together, in
    /// the order in which they were registered, as tokio's do.
    pub(crate) fn end_of_millisecond(&self, time: Instant) -> Instant {
        const MILLISECOND: u32 = 1_000_000;
        let over = (time - self.start).subsec_nanos() % MILLISECOND;
        let rest = (MILLISECOND - over) % MILLISECOND;
        time.checked_add(Duration::from_nanos(rest.into())).unwrap_or(time)
    }
}

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
    let event_loop = context::current("pause");
    let clock = &event_loop.clock;
    assert!(!clock.is_paused(), "time is already frozen");
    // Onto a whole millisecond, so that whole milliseconds from now are whole ones too.
    clock.state.set(State::Paused(clock.end_of_millisecond(clock.now())));
    clock.now();
}

/// Lets a paused clock go on, from where it stands.
///
/// # Panics
///
/// If the clock is not paused, and outside of a runtime.
#[track_caller]
pub fn resume() {
    let event_loop = context::current("resume");
    let clock = &event_loop.clock;
    assert!(clock.is_paused(), "time is not frozen");
    clock.state.set(State::Resumed { at: clock.now(), since: time::Instant::now() });
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
    let event_loop = context::current("advance");
    assert!(event_loop.clock.is_paused(), "time is not frozen");
    event_loop.clock.jump_to(event_loop.clock.now() + duration);
    event_loop.fire_timers();
    yield_now().await;
}
