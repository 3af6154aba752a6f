//! What `spawn_local` returns: the way to a task's result.

use std::fmt;
use std::marker::PhantomData;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use crate::event_loop::EventLoop;
use crate::task::{AbortHandle, Id, JoinError, Outcome, Waiter, body};
use crate::turn::discard;

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
    /// Set when it gave the result.
    joined: bool,
    result: PhantomData<fn() -> T>,
}

impl<T> JoinHandle<T> {
    pub(crate) fn spawn<F>(event_loop: Rc<EventLoop>, future: F) -> Self
    where
        F: Future<Output = T> + 'static,
        T: 'static,
    {
        let id = event_loop.scheduler.borrow_mut().insert(Some(Box::pin(body(future))));
        if event_loop.closed.get() {
            event_loop.cancel_now(id);
        }
        Self { task: AbortHandle { event_loop, id }, joined: false, result: PhantomData }
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
        self.task.id
    }
}

impl<T: 'static> Future for JoinHandle<T> {
    type Output = Result<T, JoinError>;

    /// # Panics
    ///
    /// When it is polled again after it gave the result.
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        assert!(!self.joined, "JoinHandle polled after completion");
        let AbortHandle { event_loop, id } = &self.task;
        let mut joiner = Waiter::new(event_loop, cx);
        let body = event_loop.scheduler.borrow_mut().join(*id, &mut joiner);
        let Some(mut body) = body else { return Poll::Pending };
        self.joined = true;
        let mut outcome: Option<Outcome<T>> = None;
        body.as_mut().take(&mut outcome);
        let outcome = outcome.expect("the type is the one that the task was spawned with");
        Poll::Ready(outcome.map_err(|error| *error))
    }
}

impl<T> Drop for JoinHandle<T> {
    fn drop(&mut self) {
        if !self.joined {
            let AbortHandle { event_loop, id } = &self.task;
            let unwanted = event_loop.scheduler.borrow_mut().detach(*id);
            discard(*id, unwanted);
        }
    }
}

#[expect(clippy::missing_fields_in_debug, reason = "tokio's shows the id alone, too")]
impl<T> fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinHandle").field("id", &self.task.id).finish()
    }
}

/// A task that panicked has been dropped by the time that its handle tells.
impl<T> UnwindSafe for JoinHandle<T> {}
impl<T> RefUnwindSafe for JoinHandle<T> {}
