//! The handle that `spawn_local` returns: it awaits a task and returns its output.

use std::fmt;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

use crate::engine::shared::Shared;
use crate::engine::task_cell::{BoxedCell, FutureOrOutput, JoinResult};
use crate::task::{AbortHandle, Id, JoinError};

/// Awaits the end of a task, and returns its output.
///
/// [`spawn_local`](crate::task::spawn_local) returns it. It is a future: its output is that of the
/// task, or a [`JoinError`] if the task panicked or was cancelled. Dropping the handle detaches the
/// task, which runs on. One task at a time can await a handle: if several have polled it, the last
/// of them is woken.
///
/// **The future of the task is dropped before its end can be seen**: before the handle is ready,
/// and before [`is_finished`](Self::is_finished) returns `true`. What the future owned is dropped
/// by then, also if the task panicked or was aborted.
///
/// A handle works after its runtime was dropped too. It can't leave the thread of its runtime.
///
/// # Cancel safety
///
/// `&mut handle` is cancel safe. If another branch of a `select!` is ready first, the task runs on,
/// and the handle can be awaited again.
///
/// # Panics
///
/// When it is polled again after it returned its output.
///
/// # Examples
///
/// The output of a task, and the panic of another one:
///
/// ```
/// use jacobio::task::spawn_local;
///
/// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
/// let task = spawn_local(async { 6 * 7 });
/// assert_eq!(task.await?, 42);
///
/// let panics = spawn_local(async { panic!("no answer") });
/// assert!(panics.await.unwrap_err().is_panic());
/// # Ok::<(), jacobio::task::JoinError>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// What the task owned is dropped when the handle is ready:
///
/// ```
/// use std::rc::Rc;
///
/// use jacobio::task::spawn_local;
///
/// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
/// let shared = Rc::new("shared");
/// let owned = Rc::clone(&shared);
/// spawn_local(async move { println!("{owned}") }).await?;
/// assert_eq!(Rc::strong_count(&shared), 1);
/// # Ok::<(), jacobio::task::JoinError>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct JoinHandle<T> {
    task: AbortHandle,
    /// Takes the result out of the task's cell; `None` once it has. The cast in it needs `T:
    /// 'static`, which is known where the task is spawned. `impl Future` must not ask for it, or
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

    /// Aborts the task: schedules it, and drops its future instead of polling it.
    ///
    /// The handle then returns an error that [`is_cancelled`](JoinError::is_cancelled). The task
    /// ends when it comes to the front of the ready queue and not in this call, so await the handle
    /// to know that the future was dropped. Some cases are special:
    ///
    /// - A task that has ended by then keeps its result.
    /// - A task that aborts itself ends when it is next pending.
    /// - Tasks that the aborted one awaits are not aborted.
    /// - If the drop of the future panics, the handle returns that panic.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::future::pending;
    ///
    /// use jacobio::task::spawn_local;
    ///
    /// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
    /// let task = spawn_local(pending::<()>());
    /// task.abort();
    /// assert!(!task.is_finished(), "it is only scheduled");
    /// assert!(task.await.unwrap_err().is_cancelled());
    /// # });
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn abort(&self) {
        self.task.abort();
    }

    /// Returns a handle that can abort the task but not await it. The task can be aborted by it
    /// after this handle was dropped, or while another task awaits this handle.
    ///
    /// # Examples
    ///
    /// ```
    /// use jacobio::task::spawn_local;
    /// use jacobio::time::{Duration, sleep};
    ///
    /// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
    /// let task = spawn_local(std::future::pending::<()>());
    /// let abort = task.abort_handle();
    /// spawn_local(async move {
    ///     sleep(Duration::from_millis(10)).await;
    ///     abort.abort();
    /// });
    /// assert!(task.await.unwrap_err().is_cancelled());
    /// # });
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[must_use = "abort handles do nothing unless `.abort` is called"]
    pub fn abort_handle(&self) -> AbortHandle {
        self.task.clone()
    }

    /// Returns whether the task has ended. A task that was aborted ends when its future is dropped.
    ///
    /// # Examples
    ///
    /// ```
    /// use jacobio::task::{spawn_local, yield_now};
    ///
    /// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
    /// let task = spawn_local(async {});
    /// assert!(!task.is_finished());
    /// yield_now().await;
    /// assert!(task.is_finished());
    /// # });
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn is_finished(&self) -> bool {
        self.task.is_finished()
    }

    /// Returns the id of the task.
    pub fn id(&self) -> Id {
        self.task.id()
    }
}

impl<T> JoinHandle<T> {
    /// Polls for the result, with or without asking the budget of the task that is being polled.
    #[inline]
    pub(super) fn poll_result(
        &mut self,
        with_budget: bool,
        cx: &Context<'_>,
    ) -> Poll<Result<T, JoinError>> {
        let take = self.take.expect("JoinHandle polled after completion");
        let AbortHandle { event_loop, key } = &self.task;
        if with_budget {
            ready!(event_loop.poll_proceed(cx));
        }
        let cell = ready!(event_loop.poll_join(*key, cx));
        if with_budget {
            event_loop.made_progress();
        }
        self.take = None;
        Poll::Ready(take(cell).map_err(|failure| JoinError { id: self.id(), failure }))
    }
}

impl<T> Future for JoinHandle<T> {
    type Output = Result<T, JoinError>;

    /// # Panics
    ///
    /// When it is polled again after it returned the result.
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.poll_result(true, cx)
    }
}

impl<T> Drop for JoinHandle<T> {
    fn drop(&mut self) {
        if self.take.is_some() {
            self.task.event_loop.detach(self.task.key);
        }
    }
}

impl<T> fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinHandle").field("id", &self.id()).finish()
    }
}

/// The future of a task that panicked is dropped before its handle is ready.
impl<T> UnwindSafe for JoinHandle<T> {}
impl<T> RefUnwindSafe for JoinHandle<T> {}
