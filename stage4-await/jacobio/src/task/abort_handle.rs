//! A handle that can abort a task but not await it.

use std::fmt;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::rc::Rc;

use crate::engine::shared::Shared;
use crate::engine::slab::Key;
use crate::task::Id;

/// Aborts a task.
///
/// [`JoinHandle::abort_handle`](crate::task::JoinHandle::abort_handle) returns it. It can be
/// cloned, and does not await the task. Dropping it does nothing.
///
/// # Examples
///
/// A list of tasks to abort later:
///
/// ```
/// use std::future::pending;
///
/// use jacobio::task::{AbortHandle, spawn_local, yield_now};
///
/// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
/// let tasks: Vec<AbortHandle> =
///     (0..3).map(|_| spawn_local(pending::<()>()).abort_handle()).collect();
/// for task in &tasks {
///     task.abort();
/// }
/// yield_now().await;
/// assert!(tasks.iter().all(AbortHandle::is_finished));
/// # });
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone)]
pub struct AbortHandle {
    pub(super) event_loop: Rc<Shared>,
    pub(super) key: Key,
}

impl AbortHandle {
    /// Aborts the task, as [`JoinHandle::abort`](crate::task::JoinHandle::abort) does. Does nothing
    /// if the task has ended.
    pub fn abort(&self) {
        self.event_loop.scheduler.borrow_mut().abort(self.key);
    }

    /// Returns whether the task has ended, as
    /// [`JoinHandle::is_finished`](crate::task::JoinHandle::is_finished) does.
    pub fn is_finished(&self) -> bool {
        self.event_loop.scheduler.borrow().is_finished(self.key)
    }

    /// Returns the id of the task.
    pub fn id(&self) -> Id {
        Id(self.key)
    }
}

impl fmt::Debug for AbortHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AbortHandle").field("id", &self.id()).finish()
    }
}

impl UnwindSafe for AbortHandle {}
impl RefUnwindSafe for AbortHandle {}
