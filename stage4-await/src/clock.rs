//! The clock: real, or simulated so that nobody has to wait.

use std::cell::Cell;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// What a look at the simulated clock costs. On a real clock every line of code takes a little
/// time; here only looking does.
const LOOK: Duration = Duration::from_micros(10);

static START: LazyLock<Instant> = LazyLock::new(Instant::now);

thread_local! {
    /// The simulated time; `None` until `simulate` is called.
    static SIMULATED: Cell<Option<Duration>> = const { Cell::new(None) };
}

/// The time since the first look at the clock.
pub fn now() -> Duration {
    match SIMULATED.get() {
        None => START.elapsed(),
        Some(time) => {
            SIMULATED.set(Some(time + LOOK));
            time
        }
    }
}

/// Replaces this thread's clock by a simulated one that starts at zero and moves only when it is
/// looked at.
pub fn simulate() {
    SIMULATED.set(Some(Duration::ZERO));
}
