//! Panics that are caught and ignored.
//!
//! In `waking.rs` a panic ends the loop. Here it stays in the task, and the join handle returns it
//! (see `task_cell.rs`). This file is for panics that no handle is there to return, such as one in
//! the drop of a detached task's output.

use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Runs `code` and ignores its panic.
///
/// `catch_unwind` returns what the code panicked with. It accepts only closures that are "unwind
/// safe": after a panic, no broken value may be seen. `AssertUnwindSafe` asserts it. It holds
/// since `code` owns what a panic may leave half done, or its caller writes that anew.
pub(crate) fn ignore_panic(code: impl FnOnce()) {
    if let Err(payload) = catch_unwind(AssertUnwindSafe(code)) {
        // The payload is any value, so its drop may panic as well. That is where it ends: what the
        // second panic carries is leaked.
        if let Err(second) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
            mem::forget(second);
        }
    }
}
