//! Tasks: futures that the event loop polls, each on its own account.

mod abort_handle;
mod body;
mod join_error;
mod join_handle;
mod waiter;
mod waker;

use std::future::poll_fn;
use std::task::Poll;
use std::{fmt, mem};

pub use abort_handle::AbortHandle;
pub(crate) use body::{Body, BoxedBody, Outcome, body};
pub use join_error::JoinError;
pub use join_handle::JoinHandle;
pub(crate) use waiter::Waiter;
pub(crate) use waker::{OwnWaker, TaskWaker};

use static_assertions::{assert_impl_all, assert_not_impl_any, assert_obj_safe};

use crate::context;
use crate::slab::Key;

// A waker may go anywhere, and so may the error that tells what became of a task. Its handles stay.
assert_impl_all!(TaskWaker: Send, Sync);
assert_impl_all!(JoinError: Send, Sync);
assert_not_impl_any!(JoinHandle<()>: Send, Sync);
assert_not_impl_any!(AbortHandle: Send, Sync);
// The scheduler keeps bodies without knowing what futures they hold.
assert_obj_safe!(Body);

/// Spawns a task for `future` on this thread's event loop. It is first polled after every task
/// that is ready now.
///
/// ```
/// # use jacobio::{runtime::LocalRuntime, task};
/// # LocalRuntime::new()?.block_on(async {
/// let handle = task::spawn_local(async { "hello" });
/// assert_eq!(handle.await?, "hello");
/// # Ok::<(), jacobio::task::JoinError>(()) })?;
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Panics
///
/// Outside of a runtime.
#[doc(alias = "create_task")]
#[track_caller]
pub fn spawn_local<F>(future: F) -> JoinHandle<F::Output>
where
    F: Future + 'static,
    F::Output: 'static,
{
    JoinHandle::spawn(context::current("spawn_local"), future)
}

/// Goes to the back of the ready queue: every task that is ready now has its turn first.
pub async fn yield_now() {
    let mut yielded = false;
    poll_fn(|cx| {
        if mem::replace(&mut yielded, true) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// The name of a task, its runtime's alone while the task lives.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Id(pub(crate) Key);

impl Id {
    /// No task's.
    pub(crate) const NOBODY: Self = Self(Key::NONE);
}

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
    context::running()
}

impl fmt::Display for Id {
    /// Its number, in the order in which its runtime has spawned tasks.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.serial().fmt(f)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Id({self})")
    }
}
