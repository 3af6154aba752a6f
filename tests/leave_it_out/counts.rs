//! Counts and traces what a program or its loop does, so that spinning is seen. `main.rs` puts this
//! file beside the programs.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};

/// The clock, with a count of how often it is read: the loop reads it once before each wait.
pub mod clock {
    pub use crate::real_clock::*;

    pub fn now() -> std::time::Duration {
        super::count("readings of the clock", 1000);
        crate::real_clock::now()
    }
}

thread_local! {
    /// What is counted, and how often it happened.
    static COUNTS: RefCell<BTreeMap<&'static str, u32>> = const { RefCell::new(BTreeMap::new()) };
    pub static IS_COUNTING: Cell<bool> = const { Cell::new(false) };
}

/// Counts one `what`, and ends the program if there are `too_many`: then the loop is spinning.
pub fn count(what: &'static str, too_many: u32) {
    if !IS_COUNTING.get() {
        return;
    }
    let count = COUNTS.with_borrow_mut(|counts| {
        let count = counts.entry(what).or_insert(0);
        *count += 1;
        *count
    });
    if count == too_many {
        println!("{too_many} {what}");
        process::exit(1);
    }
}

/// Whether `trace` prints.
pub static IS_TRACING: AtomicBool = AtomicBool::new(false);
/// Set when the thread of the loop is about to wait.
pub static WAITS: AtomicBool = AtomicBool::new(false);

/// Prints a step of a traced run: the function, and what it does.
pub fn trace(function: &str, what: &str) {
    if IS_TRACING.load(Ordering::Relaxed) {
        println!("| `{function}` | {what} |");
        WAITS.store(what.starts_with("waits"), Ordering::Relaxed);
    }
}
