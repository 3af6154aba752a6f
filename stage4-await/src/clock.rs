//! The clock: real, or simulated, so that a run doesn't have to take as long as its sleeps.

use std::cell::Cell;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// How far a reading moves the simulated clock. On a real clock every line of code takes a little
/// time; here only a reading does.
const READING: Duration = Duration::from_micros(10);

/// When the real clock was first read.
static START: OnceLock<Instant> = OnceLock::new();

thread_local! {
    /// The simulated time; `None` until `simulate` is called.
    static SIMULATED: Cell<Option<Duration>> = const { Cell::new(None) };
}

/// Returns the time since the clock was first read.
pub fn now() -> Duration {
    match SIMULATED.get() {
        None => START.get_or_init(Instant::now).elapsed(),
        Some(time) => {
            SIMULATED.set(Some(time + READING));
            time
        }
    }
}

/// Replaces this thread's clock with a simulated one that moves only when it is read. It starts
/// where the real one stands, which is zero if that has never been read.
pub fn simulate() {
    let time = SIMULATED.get().or_else(|| START.get().map(Instant::elapsed));
    SIMULATED.set(Some(time.unwrap_or_default()));
}

/// Returns how long to wait in real time for `duration` to pass: not at all on the simulated clock.
pub fn real_time(duration: Duration) -> Duration {
    if SIMULATED.get().is_some() { Duration::ZERO } else { duration }
}
