//! Tasks: futures that run concurrently, each scheduled by itself.
//!
//! [`spawn_local`] makes a task of a future. It runs without being awaited, beside the task that
//! spawned it. Its [`JoinHandle`] is a future that returns the task's output.
//!
//! ```
//! use std::num::ParseIntError;
//!
//! use jacobio::runtime::LocalRuntime;
//! use jacobio::task::spawn_local;
//!
//! async fn parse(text: &str) -> Result<u32, ParseIntError> {
//!     text.parse()
//! }
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     LocalRuntime::new()?.block_on(async {
//!         let (one, two) = (spawn_local(parse("1")), spawn_local(parse("2")));
//!         assert_eq!(one.await?? + two.await??, 3);
//!         Ok(())
//!     })
//! }
//! ```
//!
//! In `one.await??` the first `?` is for the task, which may have panicked or been aborted
//! ([`JoinError`]). The second is for the task's own result, here of `parse`.
//!
//! A future need not be a task to run concurrently with others: `join!` and `select!` of the crate
//! `futures` run several of them inside one task, and these may borrow from it. A task has to own
//! all that it uses.
//!
//! # A task that blocks stops all others
//!
//! All tasks of a runtime share one thread. The module [`runtime`](crate::runtime#one-thread) lists
//! what would block it, and what to do instead.
//!
//! # Dropping a handle
//!
//! Dropping a [`JoinHandle`] does not end its task. It *detaches* the task, which runs on; its
//! output is dropped when it ends. To end a task, call [`JoinHandle::abort`] or drop the runtime.
//!
//! # Panics
//!
//! A panic ends its own task only. The panic hook prints it when it happens. The awaiter of the
//! [`JoinHandle`] gets it as a [`JoinError`], and can continue it by
//! [`resume_unwind`](std::panic::resume_unwind). With no handle, only the hook shows it. A panic of
//! `main` leaves [`block_on`](crate::runtime::LocalRuntime::block_on).
//!
//! The future is dropped while its panic unwinds. As everywhere in Rust, a `Drop` that panics then
//! aborts the process.
//!
//! # Cancel safety
//!
//! To *cancel* a future is to drop it before it is ready, as `select!` and
//! [`timeout`](crate::time::timeout()) do. A future is *cancel safe* if nothing is lost by that:
//! what it waits for can be awaited again. The documentation of each future here says whether it
//! is.

mod abort_handle;
mod id;
mod join_error;
mod join_handle;
mod join_set;

use std::future::poll_fn;
use std::mem;
use std::task::Poll;

pub use abort_handle::AbortHandle;
pub use id::{Id, id, try_id};
pub use join_error::JoinError;
pub use join_handle::JoinHandle;
pub use join_set::JoinSet;

use crate::engine::current;

/// Spawns a task that runs `future`, on the runtime of this thread.
///
/// The task goes to the back of the ready queue, so it is first polled after every task that is
/// ready now. It runs whether or not its handle is awaited. The [module](self) says more about
/// tasks.
///
/// In a `Drop` while the runtime itself is dropped, it drops `future` at once, and the handle
/// returns an error that [`is_cancelled`](JoinError::is_cancelled).
///
/// # Panics
///
/// Outside a runtime.
///
/// # Examples
///
/// Two tasks that share a counter. It needs neither [`Arc`](std::sync::Arc) nor lock:
///
/// ```
/// use std::cell::Cell;
/// use std::rc::Rc;
///
/// use jacobio::task::spawn_local;
///
/// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
/// let counter = Rc::new(Cell::new(0));
/// let tasks = [1, 2].map(|step| {
///     let counter = Rc::clone(&counter);
///     spawn_local(async move { counter.set(counter.get() + step) })
/// });
/// for task in tasks {
///     task.await?;
/// }
/// assert_eq!(counter.get(), 3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[doc(alias = "create_task")]
#[track_caller]
pub fn spawn_local<F>(future: F) -> JoinHandle<F::Output>
where
    F: Future + 'static,
    F::Output: 'static,
{
    JoinHandle::spawn(current::event_loop("spawn_local"), future)
}

/// Sends the current task to the back of the ready queue: every task that is ready now is polled
/// first.
///
/// A task that computes for long should call it now and then, so that other tasks, timers and
/// wake-ups by other threads are not delayed.
///
/// # Cancel safety
///
/// This function is cancel safe.
///
/// # Examples
///
/// ```
/// use jacobio::task::{spawn_local, yield_now};
///
/// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
/// let sum = spawn_local(async {
///     let mut sum = 0;
///     for number in 0..100_000_u64 {
///         sum += number;
///         if number % 1_000 == 0 {
///             yield_now().await;
///         }
///     }
///     sum
/// });
/// assert_eq!(sum.await?, 4_999_950_000);
/// # Ok::<(), jacobio::task::JoinError>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
