//! What `spawn_local` returns: the way to a task's result.

use std::fmt;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use crate::engine::task_cell::{BoxedCell, FutureOrOutput, JoinResult};
use crate::engine::{shared::Shared, task::discard};
use crate::task::{AbortHandle, Id, JoinError};

/// The way to a task's result.
///
/// Awaiting it waits for the task to end. Dropping it detaches the task, which runs on. Awaiting
/// is cancel safe: if something else is ready first, the result can still be had from the same
/// handle, by `&mut handle`. One task can await it at a time; the last one to poll it is woken.
///
/// It belongs to the thread of its runtime, and works there after the runtime is gone as well.
///
/// ```
/// # use jacobio::{runtime::LocalRuntime, task::spawn_local};
/// # LocalRuntime::new()?.block_on(async {
/// let handle = spawn_local(async { 6 * 7 });
/// assert_eq!(handle.await?, 42);
/// # Ok::<(), jacobio::task::JoinError>(()) })?;
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct JoinHandle<T> {
    task: AbortHandle,
    /// Takes the result out of the task's cell; `None` once it has. The cast in it needs
    /// `T: 'static`, which is known where the task is spawned. `impl Future` must not ask for it, or
    /// generic code could not await a handle.
    take: Option<fn(BoxedCell) -> JoinResult<T>>,
}

/// Takes the result of a task that has ended.
fn take_result<T: 'static>(cell: BoxedCell) -> JoinResult<T> {
    let mut result: Option<JoinResult<T>> = None;
    cell.take(&mut result);
    result.expect("the task has ended, and was spawned with this type of output")
}

impl<T> JoinHandle<T> {
    pub(crate) fn spawn<F>(event_loop: Rc<Shared>, future: F) -> Self
    where
        F: Future<Output = T> + 'static,
        T: 'static,
    {
        let key = event_loop.spawn(Box::pin(FutureOrOutput::new(future)));
        Self { task: AbortHandle { event_loop, key }, take: Some(take_result) }
    }

    /// Ends the task at its next turn, where its future is dropped instead of being polled. The
    /// handle then gives an error that [`is_cancelled`](JoinError::is_cancelled).
    ///
    /// A task that has finished by then keeps its result. A task that aborts itself ends when it
    /// is next pending. Tasks that the aborted one awaits are not aborted with it.
    pub fn abort(&self) {
        self.task.abort();
    }

    /// A handle that can abort the task and nothing else.
    #[must_use = "abort handles do nothing unless `.abort` is called"]
    pub fn abort_handle(&self) -> AbortHandle {
        self.task.clone()
    }

    /// Whether the task has ended. One that was aborted has not, until its future is dropped.
    pub fn is_finished(&self) -> bool {
        self.task.is_finished()
    }

    /// The id of the task.
    pub fn id(&self) -> Id {
        self.task.id()
    }
}

impl<T> Future for JoinHandle<T> {
    type Output = Result<T, JoinError>;

    /// # Panics
    ///
    /// When it is polled again after it returned the result.
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let take = self.take.expect("JoinHandle polled after completion");
        let cell = self.task.event_loop.join(self.task.key, cx);
        let Some(cell) = cell else { return Poll::Pending };
        self.take = None;
        Poll::Ready(take(cell).map_err(|failure| JoinError { id: self.id(), failure }))
    }
}

impl<T> Drop for JoinHandle<T> {
    fn drop(&mut self) {
        if self.take.is_some() {
            let AbortHandle { event_loop, key } = &self.task;
            let unwanted = event_loop.scheduler.borrow_mut().detach(*key);
            discard(*key, unwanted);
        }
    }
}

impl<T> fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinHandle").field("id", &self.id()).finish()
    }
}

/// A task that panicked has been dropped by the time that its handle tells.
impl<T> UnwindSafe for JoinHandle<T> {}
impl<T> RefUnwindSafe for JoinHandle<T> {}
