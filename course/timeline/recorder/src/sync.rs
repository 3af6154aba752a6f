//! Tokio's channel, which works on every loop that wakes.

/// A channel for several senders and one receiver.
pub mod mpsc {
    use std::pin::Pin;

    use tokio::sync::mpsc;
    pub use tokio::sync::mpsc::{Sender, UnboundedSender};

    use crate::event::On;
    use crate::wait::{Subject, Wait};

    /// Receives from a channel.
    pub struct Receiver<T>(mpsc::Receiver<T>);

    /// A channel for `capacity` messages.
    pub fn channel<T>(capacity: usize) -> (Sender<T>, Receiver<T>) {
        let (sender, receiver) = mpsc::channel(capacity);
        (sender, Receiver(receiver))
    }

    impl<T> Receiver<T> {
        /// Waits for the next message. `None` once there is none and no sender is left.
        #[track_caller]
        pub fn recv(&mut self) -> Wait<Pin<Box<dyn Future<Output = Option<T>> + '_>>> {
            Wait::new(Subject::Known(On::Channel), Box::pin(self.0.recv()))
        }
    }
}
