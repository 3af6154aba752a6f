//! Panics that end where they began.
//!
//! In `waking.rs` a panic ends the whole program. Here it stays in the task (see `task_cell.rs`).
//! This file is for the code that runs for no task in particular, such as the drop of a result
//! that no handle asks for.

use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs `code` and ignores its panic.
///
/// `catch_unwind` returns what the code panicked with. It accepts only closures that are "unwind
/// safe": after a panic, no broken value may be seen. `AssertUnwindSafe` is our word for it, and it
/// holds since what `code` owns is gone.
pub(crate) fn ignore_panic(code: impl FnOnce()) {
    if let Err(payload) = catch_unwind(AssertUnwindSafe(code)) {
        // The payload is any value, so its drop may panic as well. That is where it ends: what the
        // second panic carries is leaked.
        if let Err(second) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
            mem::forget(second);
        }
    }
}
