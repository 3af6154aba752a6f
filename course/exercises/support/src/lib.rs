//! What the tests of the exercises share: a watchdog, futures that count their polls, wakers that
//! count their wake-ups, and the clock of stage 4.
//!
//! The messages are made for the reader of a failing test. Each says what was seen, what was
//! expected, and where to look.

mod counted;
mod wakes;
mod watchdog;

#[allow(dead_code, reason = "the clock has more than each exercise needs")]
#[path = "../../../../stage4-await/src/clock.rs"]
pub mod clock;

pub use counted::{Counted, Polls, counted};
pub use wakes::{Wakes, poll};
pub use watchdog::must_end;

/// Returns "1 time", "2 times" and so on.
fn times(count: usize) -> String {
    if count == 1 { "1 time".to_owned() } else { format!("{count} times") }
}
