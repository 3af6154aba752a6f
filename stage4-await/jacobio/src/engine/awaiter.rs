//! An awaiter: what to wake when a task has ended or a timer has fired.
//!
//! In `waking.rs` that is a clone of the waker. Here it is the key of the task wherever that is
//! enough, which is nearly always: a key is copied without counting, and the task never needs a
//! waker of its own.

use std::task::Waker;

use crate::engine::slab::Key;

pub(crate) enum Awaiter {
    /// A task of the same event loop, which was polled with its own waker.
    Task(Key),
    /// Anything else that polls: another executor, or a combinator such as `FuturesUnordered`,
    /// which passes wakers of its own to its branches.
    Waker(Waker),
}

impl Awaiter {
    /// The join handle is gone.
    pub(crate) const DETACHED: Self = Self::Task(Key::DETACHED);

    pub(crate) fn is_detached(&self) -> bool {
        matches!(self, Self::Task(Key::DETACHED))
    }

    /// Whether it is the default: there is nothing to wake.
    pub(crate) fn is_none(&self) -> bool {
        matches!(self, Self::Task(Key::NONE))
    }
}

/// No awaiter. Wrapping it in `Option` would cost eight bytes, because the enum already uses the
/// niche of the waker's vtable pointer.
impl Default for Awaiter {
    fn default() -> Self {
        Self::Task(Key::NONE)
    }
}
