//! Why a task gave no result.

use std::any::Any;
use std::sync::{Mutex, PoisonError};
use std::{error, fmt, io};

use crate::task::Id;

/// Why a task gave no result: it was aborted, or it panicked.
///
/// Reads as tokio's does, task id and panic message included.
pub struct JoinError {
    id: Id,
    /// What the task panicked with, unless it was cancelled. The lock is never contended: it makes
    /// the error `Sync`, which the payload alone is not.
    panic: Option<Mutex<Box<dyn Any + Send>>>,
}

impl JoinError {
    pub(crate) fn cancelled(id: Id) -> Self {
        Self { id, panic: None }
    }

    pub(crate) fn panic(id: Id, payload: Box<dyn Any + Send>) -> Self {
        Self { id, panic: Some(Mutex::new(payload)) }
    }

    /// Whether the task was aborted, or dropped with its runtime.
    pub fn is_cancelled(&self) -> bool {
        self.panic.is_none()
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
        self.panic.is_some()
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
        let Some(payload) = self.panic else {
            return Err(self);
        };
        Ok(payload.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    /// The id of the task.
    pub fn id(&self) -> Id {
        self.id
    }

    /// The panic's message, unless it panicked with something else than a text.
    fn message(&self) -> Option<String> {
        let payload = self.panic.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
        let text = payload.downcast_ref::<&'static str>().map(ToString::to_string);
        text.or_else(|| payload.downcast_ref::<String>().cloned())
    }
}

impl fmt::Display for JoinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.is_panic(), self.message()) {
            (false, _) => write!(f, "task {} was cancelled", self.id),
            (true, Some(message)) => {
                write!(f, "task {} panicked with message {message:?}", self.id)
            }
            (true, None) => write!(f, "task {} panicked", self.id),
        }
    }
}

impl fmt::Debug for JoinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.is_panic(), self.message()) {
            (false, _) => write!(f, "JoinError::Cancelled({:?})", self.id),
            (true, Some(message)) => write!(f, "JoinError::Panic({:?}, {message:?}, ...)", self.id),
            (true, None) => write!(f, "JoinError::Panic({:?}, ...)", self.id),
        }
    }
}

impl error::Error for JoinError {}

impl From<JoinError> for io::Error {
    fn from(error: JoinError) -> Self {
        Self::other(if error.is_panic() { "task panicked" } else { "task was cancelled" })
    }
}
