//! A channel for one message.

use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::sync::oneshot;
pub use tokio::sync::oneshot::{Sender, error};

use self::error::{RecvError, TryRecvError};
use crate::event::On;
use crate::wait::{Subject, Wait};

/// Receives the message.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Receiver<T>(Wait<oneshot::Receiver<T>>);

/// A channel for one message.
#[track_caller]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let (sender, receiver) = oneshot::channel();
    (sender, Receiver(Wait::new(Subject::Known(On::Receive), receiver)))
}

impl<T> Receiver<T> {
    /// The message, if it is there.
    ///
    /// # Errors
    ///
    /// If it isn't.
    pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
        self.0.future_mut().try_recv()
    }

    /// Ends the channel: nothing can be sent.
    pub fn close(&mut self) {
        self.0.future_mut().close();
    }
}

impl<T> Future for Receiver<T> {
    type Output = Result<T, RecvError>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(cx)
    }
}
