//! Tasks: futures that the event loop polls, each on its own account.

mod abort_handle;
mod id;
mod join_error;
mod join_handle;

use std::future::poll_fn;
use std::mem;
use std::task::Poll;

pub use abort_handle::AbortHandle;
pub use id::{Id, id, try_id};
pub use join_error::JoinError;
pub use join_handle::JoinHandle;

use crate::engine::current;

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
    JoinHandle::spawn(current::event_loop("spawn_local"), future)
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
