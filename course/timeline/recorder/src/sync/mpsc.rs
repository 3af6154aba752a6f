//! A channel for several senders and one receiver.

use std::pin::Pin;

use tokio::sync::mpsc;
pub use tokio::sync::mpsc::error;

use self::error::{SendError, TryRecvError, TrySendError};
use crate::event::On;
use crate::wait::{Subject, Wait};

type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Sends into a channel.
#[derive(Debug)]
pub struct Sender<T>(mpsc::Sender<T>);

/// Receives from a channel.
#[derive(Debug)]
pub struct Receiver<T>(mpsc::Receiver<T>);

/// A channel for `capacity` messages.
pub fn channel<T>(capacity: usize) -> (Sender<T>, Receiver<T>) {
    let (sender, receiver) = mpsc::channel(capacity);
    (Sender(sender), Receiver(receiver))
}

impl<T> Sender<T> {
    /// Sends, if there is room.
    ///
    /// # Errors
    ///
    /// If there is none, or the receiver is gone.
    pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>> {
        self.0.try_send(message)
    }

    /// Sends from a thread that runs no event loop.
    ///
    /// # Errors
    ///
    /// If the receiver is gone.
    pub fn blocking_send(&self, message: T) -> Result<(), SendError<T>> {
        self.0.blocking_send(message)
    }

    /// Whether the receiver is gone.
    pub fn is_closed(&self) -> bool {
        self.0.is_closed()
    }

    /// Waits for room, and sends.
    #[track_caller]
    pub fn send(&self, message: T) -> Wait<BoxFuture<'_, Result<(), SendError<T>>>> {
        Wait::new(Subject::Known(On::Send), Box::pin(self.0.send(message)))
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Receiver<T> {
    /// The next message, if there is one.
    ///
    /// # Errors
    ///
    /// If there is none.
    pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
        self.0.try_recv()
    }

    /// Ends the channel: nothing more can be sent.
    pub fn close(&mut self) {
        self.0.close();
    }

    /// Waits for the next message. `None` once there is none and no sender is left.
    #[track_caller]
    pub fn recv(&mut self) -> Wait<BoxFuture<'_, Option<T>>> {
        Wait::new(Subject::Known(On::Receive), Box::pin(self.0.recv()))
    }
}

/// Sends into a channel that always has room.
#[derive(Debug)]
pub struct UnboundedSender<T>(mpsc::UnboundedSender<T>);

/// Receives from a channel that always has room.
#[derive(Debug)]
pub struct UnboundedReceiver<T>(mpsc::UnboundedReceiver<T>);

/// A channel for any number of messages.
pub fn unbounded_channel<T>() -> (UnboundedSender<T>, UnboundedReceiver<T>) {
    let (sender, receiver) = mpsc::unbounded_channel();
    (UnboundedSender(sender), UnboundedReceiver(receiver))
}

impl<T> UnboundedSender<T> {
    /// Sends.
    ///
    /// # Errors
    ///
    /// If the receiver is gone.
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        self.0.send(message)
    }
}

impl<T> Clone for UnboundedSender<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> UnboundedReceiver<T> {
    /// Waits for the next message. `None` once there is none and no sender is left.
    #[track_caller]
    pub fn recv(&mut self) -> Wait<BoxFuture<'_, Option<T>>> {
        Wait::new(Subject::Known(On::Receive), Box::pin(self.0.recv()))
    }
}
