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
    /// Stands still. Set by `pause`; moved by `jump_to`.
    Paused(Instant),
    /// Running again since the real time `since`, when it stood at `at`. Set by `resume`.
    Resumed { at: Instant, since: Instant },
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
            State::Paused(now) => now,
            State::Resumed { at, since } => at + since.elapsed(),
        };
        self.latest.set(now);
        now
    }

    /// Whether `deadline` had come at the last reading. Costs less than a reading.
    pub(crate) fn has_passed(&self, deadline: Instant) -> bool {
        deadline <= self.latest.get()
    }

    pub(crate) fn is_paused(&self) -> bool {
        matches!(self.state.get(), State::Paused(_))
    }

    /// Stops a clock that runs. It stops on a whole tick, so that a sleep of whole ticks ends on
    /// one too.
    pub(crate) fn pause(&self) {
        // One reading decides: a second one could be past the tick already.
        self.state.set(State::Paused(self.round_up_to_tick(self.now())));
        self.now();
    }

    /// Starts a paused clock again.
    pub(crate) fn resume(&self) {
        self.state.set(State::Resumed { at: self.now(), since: Instant::now() });
    }

    /// Moves a paused clock forward to `time`, and never back.
    pub(crate) fn jump_to(&self, time: Instant) {
        self.state.set(State::Paused(time.max(self.now())));
        self.now();
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
