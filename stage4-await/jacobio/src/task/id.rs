//! Which task is which.

use std::fmt;

use crate::engine::current;
use crate::engine::slab::Key;

/// Identifies a task. Unique among the tasks of its runtime; ordered as they were spawned.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(pub(super) Key);

/// The id of the task that runs.
///
/// # Panics
///
/// Outside of a task.
#[track_caller]
pub fn id() -> Id {
    try_id().expect("Can't get a task id when not inside a task")
}

/// The id of the task that runs, if one does.
pub fn try_id() -> Option<Id> {
    current::task().map(Id)
}

impl fmt::Display for Id {
    /// Its number, in the order in which its runtime has spawned tasks.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.generation().fmt(f)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Id({self})")
    }
}
