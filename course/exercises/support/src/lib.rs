//! What the tests of the exercises share: a watchdog, futures that count their polls, wakers that
//! count their wake-ups or poll at once, ways to choose the moment at which another thread runs,
//! and the clock of stage 4.
//!
//! The messages are made for the reader of a failing test. Each says what was seen, what was
//! expected, and where to look.

pub mod clock;
mod counted;
mod flag;
mod mutex;
mod polled_at_once;
mod waiting;
mod wakes;
mod watchdog;

pub use counted::{Counted, Polls, counted};
pub use flag::Flag;
pub use mutex::{Mutex, MutexGuard, after_next_unlock};
pub use polled_at_once::PolledAtOnce;
pub use waiting::{Observed, this_thread};
pub use wakes::{Wakes, own_waker, poll, waker_with_drop, yield_now};
pub use watchdog::{Question, if_it_hangs, must_end};

/// Returns "1 time", "2 times" and so on.
fn times(count: usize) -> String {
    if count == 1 { "1 time".to_owned() } else { format!("{count} times") }
}
