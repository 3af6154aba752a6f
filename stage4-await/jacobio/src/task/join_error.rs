//! Why a task gave no result.

use std::any::Any;
use std::sync::PoisonError;
use std::{error, fmt, io};

use crate::engine::task_cell::Failure;
use crate::task::Id;

/// Why a task gave no result: it was aborted, or it panicked.
///
/// Reads as tokio's does, task id and panic message included.
pub struct JoinError {
    pub(super) id: Id,
    pub(super) failure: Box<Failure>,
}

impl JoinError {
    /// Whether the task was aborted, or dropped with its runtime.
    pub fn is_cancelled(&self) -> bool {
        !self.is_panic()
    }

    /// Whether the task panicked.
    ///
    /// ```
    /// # use jacobio::{runtime::LocalRuntime, task::spawn_local};
    /// # LocalRuntime::new()?.block_on(async {
    /// let error = spawn_local(async { panic!("boom") }).await.unwrap_err();
    /// assert!(error.is_panic());
    /// assert_eq!(error.to_string(), format!("task {} panicked with message \"boom\"", error.id()));
    /// # });
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn is_panic(&self) -> bool {
        matches!(*self.failure, Failure::Panicked(_))
    }

    /// What the task panicked with, for [`std::panic::resume_unwind`].
    ///
    /// # Panics
    ///
    /// If the task didn't panic; [`try_into_panic`](Self::try_into_panic) asks first.
    #[track_caller]
    pub fn into_panic(self) -> Box<dyn Any + Send> {
        self.try_into_panic().expect("`JoinError` reason is not a panic.")
    }

    /// What the task panicked with.
    ///
    /// # Errors
    ///
    /// Gives the error back if the task didn't panic.
    pub fn try_into_panic(self) -> Result<Box<dyn Any + Send>, Self> {
        match *self.failure {
            Failure::Panicked(payload) => {
                Ok(payload.into_inner().unwrap_or_else(PoisonError::into_inner))
            }
            Failure::Cancelled => Err(self),
        }
    }

    /// The id of the task.
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
