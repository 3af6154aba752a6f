//! The error of a task that has no output.

use std::any::Any;
use std::sync::PoisonError;
use std::{error, fmt, io};

use crate::engine::task_cell::Failure;
use crate::task::Id;

/// The error of a task that has no output: the task panicked or was cancelled.
///
/// A [`JoinHandle`](crate::task::JoinHandle) returns it. `Display` shows the id of the task, and
/// the message of the panic if that is a string.
///
/// # Examples
///
/// ```
/// use jacobio::task::spawn_local;
///
/// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
/// let error = spawn_local(async { panic!("boom") }).await.unwrap_err();
/// assert_eq!(error.to_string(), format!("task {} panicked with message \"boom\"", error.id()));
/// # });
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct JoinError {
    pub(super) id: Id,
    pub(super) failure: Box<Failure>,
}

impl JoinError {
    /// Returns whether the task was cancelled: aborted, or dropped with its runtime.
    ///
    /// # Examples
    ///
    /// ```
    /// use jacobio::runtime::LocalRuntime;
    ///
    /// let runtime = LocalRuntime::new()?;
    /// let task = runtime.spawn_local(async {});
    /// drop(runtime);
    /// let error = LocalRuntime::new()?.block_on(task).unwrap_err();
    /// assert!(error.is_cancelled());
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn is_cancelled(&self) -> bool {
        !self.is_panic()
    }

    /// Returns whether the task panicked.
    ///
    /// # Examples
    ///
    /// ```
    /// use jacobio::task::spawn_local;
    ///
    /// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
    /// let error = spawn_local(async { panic!("boom") }).await.unwrap_err();
    /// assert!(error.is_panic());
    /// # });
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn is_panic(&self) -> bool {
        matches!(*self.failure, Failure::Panicked(_))
    }

    /// Returns the payload of the task's panic, for [`std::panic::resume_unwind`].
    ///
    /// # Panics
    ///
    /// If the task didn't panic. See [`try_into_panic`](Self::try_into_panic) for a version that
    /// returns an error instead.
    ///
    /// # Examples
    ///
    /// A panic that goes on in the task that awaits it:
    ///
    /// ```should_panic
    /// use std::panic::resume_unwind;
    ///
    /// use jacobio::task::spawn_local;
    ///
    /// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
    /// let error = spawn_local(async { panic!("boom") }).await.unwrap_err();
    /// if error.is_panic() {
    ///     resume_unwind(error.into_panic());
    /// }
    /// # });
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[track_caller]
    pub fn into_panic(self) -> Box<dyn Any + Send> {
        self.try_into_panic().expect("`JoinError` reason is not a panic.")
    }

    /// Returns the payload of the task's panic.
    ///
    /// # Errors
    ///
    /// Returns the error itself if the task didn't panic.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::panic::panic_any;
    ///
    /// use jacobio::task::spawn_local;
    ///
    /// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
    /// let error = spawn_local(async { panic_any(42) }).await.unwrap_err();
    /// let payload = error.try_into_panic().expect("it panicked");
    /// assert_eq!(payload.downcast_ref(), Some(&42));
    /// # });
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn try_into_panic(self) -> Result<Box<dyn Any + Send>, Self> {
        match *self.failure {
            Failure::Panicked(payload) => {
                Ok(payload.into_inner().unwrap_or_else(PoisonError::into_inner))
            }
            Failure::Cancelled => Err(self),
        }
    }

    /// Returns the id of the task.
    pub fn id(&self) -> Id {
        self.id
    }

    /// The panic's message, unless it panicked with something else than a text.
    fn message(&self) -> Option<String> {
        let Failure::Panicked(payload) = &*self.failure else { return None };
        let payload = payload.lock().unwrap_or_else(PoisonError::into_inner);
        let text = payload.downcast_ref::<&'static str>().map(ToString::to_string);
        text.or_else(|| payload.downcast_ref::<String>().cloned())
    }
}

impl fmt::Display for JoinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = self.id();
        match self.message() {
            Some(message) => write!(f, "task {id} panicked with message {message:?}"),
            None if self.is_panic() => write!(f, "task {id} panicked"),
            None => write!(f, "task {id} was cancelled"),
        }
    }
}

impl fmt::Debug for JoinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = self.id();
        match self.message() {
            Some(message) => write!(f, "JoinError::Panic({id:?}, {message:?}, ...)"),
            None if self.is_panic() => write!(f, "JoinError::Panic({id:?}, ...)"),
            None => write!(f, "JoinError::Cancelled({id:?})"),
        }
    }
}

impl error::Error for JoinError {}

impl From<JoinError> for io::Error {
    fn from(error: JoinError) -> Self {
        Self::other(if error.is_panic() { "task panicked" } else { "task was cancelled" })
    }
}
