//! Task ids.

use std::fmt;

use crate::engine::current;
use crate::engine::slab::Key;

/// Identifies a task.
///
/// An id is unique among the tasks of its runtime, and greater than the ids of the tasks spawned
/// before, until the numbers start again after 2³¹ tasks. Tasks of two runtimes may have equal ids.
/// `main` has an id too. `Display` shows the number of the task in the order in which its runtime
/// has spawned tasks.
///
/// # Examples
///
/// ```
/// use jacobio::task::{id, spawn_local};
///
/// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
/// let task = spawn_local(async { println!("this is task {}", id()) });
/// assert_ne!(task.id(), id());
/// task.await?;
/// # Ok::<(), jacobio::task::JoinError>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(pub(super) Key);

/// Returns the id of the current task: the one that is being polled, or dropped.
///
/// # Panics
///
/// Outside a task. See [`try_id`] for a version that doesn't panic.
///
/// # Examples
///
/// ```
/// use jacobio::task::{self, spawn_local};
///
/// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
/// let task = spawn_local(async { task::id() });
/// let id = task.id();
/// assert_eq!(task.await?, id);
/// # Ok::<(), jacobio::task::JoinError>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[track_caller]
pub fn id() -> Id {
    try_id().expect("Can't get a task id when not inside a task")
}

/// Returns the id of the current task, or `None` outside a task.
///
/// # Examples
///
/// ```
/// use jacobio::runtime::LocalRuntime;
/// use jacobio::task::try_id;
///
/// assert_eq!(try_id(), None);
/// assert!(LocalRuntime::new()?.block_on(async { try_id() }).is_some());
/// # Ok::<(), std::io::Error>(())
/// ```
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
        f.debug_tuple("Id").field(&self.0.generation()).finish()
    }
}
