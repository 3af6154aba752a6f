//! A handle that can abort a task, beside the one that waits for its result.

use std::fmt;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::rc::Rc;

use crate::engine::shared::Shared;
use crate::engine::slab::Key;
use crate::task::Id;

/// A handle that can abort a task and nothing else. Dropping it does nothing.
///
/// ```
/// # use jacobio::{runtime::LocalRuntime, task::spawn_local};
/// # LocalRuntime::new()?.block_on(async {
/// let handle = spawn_local(std::future::pending::<()>());
/// let abort = handle.abort_handle();
/// abort.abort();
/// assert!(handle.await.unwrap_err().is_cancelled());
/// assert!(abort.is_finished());
/// # });
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone)]
pub struct AbortHandle {
    pub(super) event_loop: Rc<Shared>,
    pub(super) key: Key,
}

impl AbortHandle {
    /// As [`JoinHandle::abort`](crate::task::JoinHandle::abort).
    pub fn abort(&self) {
        self.event_loop.scheduler.borrow_mut().abort(self.key);
    }

    /// As [`JoinHandle::is_finished`](crate::task::JoinHandle::is_finished).
    pub fn is_finished(&self) -> bool {
        self.event_loop.scheduler.borrow().is_finished(self.key)
    }

    /// The id of the task.
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
