//! A channel of tokio's, which works on every loop that wakes.

/// A channel for several senders and one receiver.
pub mod mpsc {
    use std::pin::Pin;

    use tokio::sync::mpsc;
    use tokio::sync::mpsc::error::SendError;

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
        /// Waits for the next message. `None` once there is none and no sender is left.
        #[track_caller]
        pub fn recv(&mut self) -> Wait<BoxFuture<'_, Option<T>>> {
            Wait::new(Subject::Known(On::Receive), Box::pin(self.0.recv()))
        }
    }
}
