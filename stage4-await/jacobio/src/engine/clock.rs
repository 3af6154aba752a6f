//! The clock: real, paused, or resumed after a pause.
//!
//! `waking.rs` has `clock.rs` of the stages, where time is real or simulated for the whole thread.
//! Here each event loop has a clock of its own. While it is paused, time passes only when
//! `advance` moves it or when all tasks wait: then the event loop moves the clock to the next
//! deadline instead of parking, so a program of hours runs in milliseconds, and always the same
//! way.

use std::cell::Cell;
use std::time::{Duration, Instant};

#[derive(Clone, Copy)]
enum State {
    /// Shows the operating system's time.
    Real,
    /// Stands still at `at`. Set by `pause`, which rounds the time up by `ahead`; moved by
    /// `jump_to`.
    Paused { at: Instant, ahead: Duration },
    /// Running again since the real time `since`, when it stood at `at`. Stands there until the
    /// real time has made up for `ahead`: otherwise each pause would win a part of a millisecond.
    /// Set by `resume`.
    Resumed { at: Instant, since: Instant, ahead: Duration },
}

pub(crate) struct Clock {
    state: Cell<State>,
    /// What the last reading was.
    latest: Cell<Instant>,
    /// Ticks are counted from here.
    start: Instant,
}

impl Default for Clock {
    fn default() -> Self {
        let start = Instant::now();
        Self { state: Cell::new(State::Real), latest: Cell::new(start), start }
    }
}

impl Clock {
    pub(crate) fn now(&self) -> Instant {
        let now = match self.state.get() {
            State::Real => Instant::now(),
            State::Paused { at, .. } => at,
            State::Resumed { at, since, ahead } => resumed(at, since, ahead),
        };
        self.latest.set(now);
        now
    }

    /// Whether `deadline` had come at the last reading. Costs less than a reading.
    pub(crate) fn has_passed(&self, deadline: Instant) -> bool {
        deadline <= self.latest.get()
    }

    pub(crate) fn is_paused(&self) -> bool {
        matches!(self.state.get(), State::Paused { .. })
    }

    /// Stops a clock that runs. It stops on a whole tick, so that a sleep of whole ticks ends on
    /// one too.
    pub(crate) fn pause(&self) {
        // One reading decides: a second one could be past the tick already.
        let now = self.now();
        let at = self.round_up_to_tick(now);
        let behind = match self.state.get() {
            State::Resumed { since, ahead, .. } => ahead.saturating_sub(since.elapsed()),
            _ => Duration::ZERO,
        };
        self.state.set(State::Paused { at, ahead: at.duration_since(now) + behind });
        self.now();
    }

    /// Starts a paused clock again.
    pub(crate) fn resume(&self) {
        if let State::Paused { at, ahead } = self.state.get() {
            self.state.set(State::Resumed { at, since: Instant::now(), ahead });
        }
    }

    /// Moves a paused clock forward to `time`, and never back.
    pub(crate) fn jump_to(&self, time: Instant) {
        if let State::Paused { at, ahead } = self.state.get() {
            self.state.set(State::Paused { at: time.max(at), ahead });
            self.now();
        }
    }

    /// The end of the tick that `time` is in. A tick is a millisecond, as in tokio: timers of one
    /// tick fire together.
    pub(crate) fn round_up_to_tick(&self, time: Instant) -> Instant {
        const TICK: u32 = 1_000_000;
        let over = time.duration_since(self.start).subsec_nanos() % TICK;
        let rest = (TICK - over) % TICK;
        time.checked_add(Duration::from_nanos(rest.into())).unwrap_or(time)
    }
}

/// The time on a clock that was resumed. Few programs ever resume one, so this is kept out of
/// `now`.
#[cold]
fn resumed(at: Instant, since: Instant, ahead: Duration) -> Instant {
    // `advance` may have gone to the last instant.
    at.checked_add(since.elapsed().saturating_sub(ahead)).unwrap_or(at)
}
