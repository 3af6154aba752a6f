//! A channel that keeps the last value.

use std::pin::Pin;

use tokio::sync::watch;
pub use tokio::sync::watch::{Ref, error};

use self::error::{RecvError, SendError};
use crate::event::On;
use crate::wait::{Subject, Wait};

type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Sends values.
#[derive(Debug)]
pub struct Sender<T>(watch::Sender<T>);

/// Sees the last value.
#[derive(Debug)]
pub struct Receiver<T>(watch::Receiver<T>);

/// A channel that keeps the last value, at first `value`.
pub fn channel<T>(value: T) -> (Sender<T>, Receiver<T>) {
    let (sender, receiver) = watch::channel(value);
    (Sender(sender), Receiver(receiver))
}

impl<T> Sender<T> {
    /// Sends a value.
    ///
    /// # Errors
    ///
    /// If no receiver is left.
    pub fn send(&self, value: T) -> Result<(), SendError<T>> {
        self.0.send(value)
    }

    /// Changes the value.
    pub fn send_modify(&self, modify: impl FnOnce(&mut T)) {
        self.0.send_modify(modify);
    }

    /// Sends a value, whether or not a receiver is left. Returns the one before.
    pub fn send_replace(&self, value: T) -> T {
        self.0.send_replace(value)
    }

    /// The last value.
    pub fn borrow(&self) -> Ref<'_, T> {
        self.0.borrow()
    }

    /// One more receiver.
    pub fn subscribe(&self) -> Receiver<T> {
        Receiver(self.0.subscribe())
    }
}

impl<T> Receiver<T> {
    /// Waits for a value that this receiver hasn't seen.
    #[track_caller]
    pub fn changed(&mut self) -> Wait<BoxFuture<'_, Result<(), RecvError>>> {
        Wait::new(Subject::Known(On::Change), Box::pin(self.0.changed()))
    }

    /// The last value.
    pub fn borrow(&self) -> Ref<'_, T> {
        self.0.borrow()
    }

    /// The last value, which now counts as seen.
    pub fn borrow_and_update(&mut self) -> Ref<'_, T> {
        self.0.borrow_and_update()
    }
}

impl<T> Clone for Receiver<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}
