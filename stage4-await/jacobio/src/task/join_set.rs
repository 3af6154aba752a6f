//! A set of tasks that are joined in the order in which they end.

mod woken;

use std::collections::BTreeMap;
use std::fmt;
use std::future::poll_fn;
use std::panic::resume_unwind;
use std::task::{Context, Poll, ready};

use self::woken::Woken;
use crate::task::{AbortHandle, Id, JoinError, JoinHandle, spawn_local};

/// Owns tasks, and returns their results in the order in which they end.
///
/// Dropping the set aborts all tasks in it. It behaves as tokio's `JoinSet`.
///
/// # Examples
///
/// ```
/// use jacobio::task::JoinSet;
/// use jacobio::time::{Duration, pause, sleep};
///
/// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
/// pause();
/// let mut tasks = JoinSet::new();
/// for seconds in [3, 1, 2] {
///     tasks.spawn_local(async move {
///         sleep(Duration::from_secs(seconds)).await;
///         seconds
///     });
/// }
/// assert_eq!(tasks.join_all().await, [1, 2, 3]);
/// # });
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct JoinSet<T> {
    /// The handles, each by a number of its own.
    tasks: BTreeMap<u64, JoinHandle<T>>,
    next_number: u64,
    woken: Woken,
}

impl<T> JoinSet<T> {
    /// Returns an empty set.
    #[must_use]
    pub fn new() -> Self {
        Self { tasks: BTreeMap::new(), next_number: 0, woken: Woken::default() }
    }

    /// Returns the number of tasks whose results were not returned yet.
    pub fn len(&self) -> usize {
        self.tasks.len()
    }

    /// Returns whether the set has no task.
    pub fn is_empty(&self) -> bool {
        self.tasks.is_empty()
    }

    /// Aborts all tasks in the set. Their results, which say that they were cancelled, are still to
    /// be joined.
    pub fn abort_all(&mut self) {
        self.tasks.values().for_each(JoinHandle::abort);
    }

    /// Takes all tasks out of the set. They run on, detached.
    pub fn detach_all(&mut self) {
        self.tasks.clear();
    }

    /// Polls the handle of a number with a waker that puts this number into the queue, and removes
    /// it if it is ready. Returns `None` if it was removed before.
    fn poll_handle(&mut self, number: u64, with_budget: bool) -> Option<Poll<Joined<T>>> {
        let handle = self.tasks.get_mut(&number)?;
        let id = handle.id();
        let waker = self.woken.waker(number);
        let polled = handle.poll_result(with_budget, &Context::from_waker(&waker));
        if polled.is_ready() {
            self.tasks.remove(&number);
        }
        Some(polled.map(|result| result.map(|output| (id, output))))
    }
}

/// The id and the output of a task.
type Joined<T> = Result<(Id, T), JoinError>;

impl<T: 'static> JoinSet<T> {
    /// Spawns a task for `future` on the runtime of this thread, as
    /// [`spawn_local`](crate::task::spawn_local()) does, and puts it into the set.
    ///
    /// # Panics
    ///
    /// Outside a runtime.
    #[track_caller]
    pub fn spawn_local<F: Future<Output = T> + 'static>(&mut self, future: F) -> AbortHandle {
        let handle = spawn_local(future);
        let abort_handle = handle.abort_handle();
        let number = self.next_number;
        self.next_number += 1;
        self.tasks.insert(number, handle);
        if abort_handle.is_finished() {
            // The runtime is shutting down, and has dropped the future.
            self.woken.push(number);
        } else {
            // Registers the waker.
            let _pending = self.poll_handle(number, false);
        }
        abort_handle
    }

    /// Waits for the next task to end, and returns its result. Returns `None` if the set is empty.
    ///
    /// # Cancel safety
    ///
    /// This function is cancel safe. If another branch of a `select!` is ready first, no task was
    /// removed from the set.
    pub async fn join_next(&mut self) -> Option<Result<T, JoinError>> {
        poll_fn(|cx| self.poll_join_next(cx)).await
    }

    /// Waits as [`join_next`](Self::join_next) does, and returns the id of the task as well.
    ///
    /// # Cancel safety
    ///
    /// As that of [`join_next`](Self::join_next).
    pub async fn join_next_with_id(&mut self) -> Option<Result<(Id, T), JoinError>> {
        poll_fn(|cx| self.poll_join_next_with_id(cx)).await
    }

    /// Returns the result of a task that has ended, without waiting. Returns `None` if there is
    /// none.
    pub fn try_join_next(&mut self) -> Option<Result<T, JoinError>> {
        self.try_join_next_with_id().map(|result| result.map(|(_, output)| output))
    }

    /// Returns what [`try_join_next`](Self::try_join_next) does, and the id of the task as well.
    pub fn try_join_next_with_id(&mut self) -> Option<Result<(Id, T), JoinError>> {
        while let Some(number) = self.woken.pop() {
            if let Some(Poll::Ready(result)) = self.poll_handle(number, false) {
                return Some(result);
            }
        }
        None
    }

    /// Aborts all tasks and waits until they have ended.
    ///
    /// # Cancel safety
    ///
    /// Cancelling it leaves the tasks aborted. To wait for the rest, call it again.
    pub async fn shutdown(&mut self) {
        self.abort_all();
        while self.join_next().await.is_some() {}
    }

    /// Waits for all tasks and returns their outputs, in the order in which they ended.
    ///
    /// # Panics
    ///
    /// With the panic of the first task that panics, or if a task was aborted. The others are
    /// aborted then.
    pub async fn join_all(mut self) -> Vec<T> {
        let mut outputs = Vec::with_capacity(self.len());
        while let Some(result) = self.join_next().await {
            match result {
                Ok(output) => outputs.push(output),
                Err(error) if error.is_panic() => resume_unwind(error.into_panic()),
                Err(error) => panic!("{error}"),
            }
        }
        outputs
    }

    /// Polls for the next task to end, for use in a `poll` function. If it returns `Pending`, the
    /// waker of `cx` is woken when a task ends. `Ready(None)` says that the set is empty.
    pub fn poll_join_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, JoinError>>> {
        let joined = self.poll_join_next_with_id(cx);
        joined.map(|next| next.map(|result| result.map(|(_, output)| output)))
    }

    /// Polls as [`poll_join_next`](Self::poll_join_next) does, and returns the id of the task as
    /// well.
    pub fn poll_join_next_with_id(&mut self, cx: &mut Context<'_>) -> Poll<Option<Joined<T>>> {
        while !self.is_empty() {
            let number = ready!(self.woken.poll_next(cx));
            // Without a handle, its result was returned already.
            let Some(polled) = self.poll_handle(number, true) else { continue };
            if polled.is_pending() {
                // The budget is spent. The handle's waker has put the number into the queue again.
                cx.waker().wake_by_ref();
            }
            return polled.map(Some);
        }
        Poll::Ready(None)
    }
}

impl<T> Drop for JoinSet<T> {
    fn drop(&mut self) {
        self.abort_all();
    }
}

impl<T> Default for JoinSet<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> fmt::Debug for JoinSet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinSet").field("len", &self.len()).finish()
    }
}
