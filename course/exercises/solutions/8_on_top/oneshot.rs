//! A one-shot channel: the solution
//!
//! Each end owns one half of an `Rc`, so the count says whether the other end is there. The
//! sender's `Drop` wakes the receiver in both cases, after `send` and without it.

use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// The sender was dropped without sending.
#[derive(Debug, PartialEq, Eq)]
pub struct Closed;

/// What both ends share.
struct Shared<T> {
    value: Cell<Option<T>>,
    /// Set by the sender's `Drop`. The count of the `Rc` goes down only after that.
    closed: Cell<bool>,
    /// The waker of the receiver's last poll.
    waker: Cell<Option<Waker>>,
}

/// Sends one value.
pub struct Sender<T>(Rc<Shared<T>>);

/// Receives one value.
pub struct Receiver<T>(Rc<Shared<T>>);

/// Makes a channel for one value.
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let shared = Rc::new(Shared {
        value: Cell::new(None),
        closed: Cell::new(false),
        waker: Cell::new(None),
    });
    (Sender(Rc::clone(&shared)), Receiver(shared))
}

impl<T> Sender<T> {
    /// Sends `value`. Returns it if the receiver is gone.
    pub fn send(self, value: T) -> Result<(), T> {
        if Rc::strong_count(&self.0) == 1 {
            return Err(value);
        }
        // `self` is dropped at the end, and that wakes the receiver.
        self.0.value.set(Some(value));
        Ok(())
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        self.0.closed.set(true);
        if let Some(waker) = self.0.waker.take() {
            waker.wake();
        }
    }
}

impl<T> Future for Receiver<T> {
    type Output = Result<T, Closed>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        // The value first: a sender that has sent is gone as well.
        if let Some(value) = self.0.value.take() {
            return Poll::Ready(Ok(value));
        }
        if self.0.closed.get() {
            return Poll::Ready(Err(Closed));
        }
        self.0.waker.set(Some(cx.waker().clone()));
        Poll::Pending
    }
}

fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use support::{PolledAtOnce, Wakes, must_end, poll};

    use super::*;

    const HANGS: &str = "A poll of the receiver does not return. Does it loop until there is a \
                         value, instead of returning `Poll::Pending`?";

    const NOTHING_YET: &str = "nothing was sent, and the sender is still there. What does a \
                               receiver return that waits?";

    #[track_caller]
    fn expect(
        seen: Poll<Result<u32, Closed>>,
        expected: Poll<Result<u32, Closed>>,
        otherwise: &str,
    ) {
        assert!(seen == expected, "the receiver got {seen:?}, expected {expected:?}: {otherwise}");
    }

    /// Sends 42 to a receiver that is there.
    #[track_caller]
    fn send(sender: Sender<u32>) {
        let seen = sender.send(42);
        assert!(
            seen.is_ok(),
            "the receiver is there, and `send` returned {seen:?}, expected Ok(()): how does `send` \
             find out that the receiver is gone?"
        );
    }

    #[test]
    fn a_value_that_was_sent_is_received() {
        must_end(HANGS, || {
            let (sender, mut receiver) = channel();
            send(sender);
            expect(
                poll(&mut receiver, &Wakes::new().waker()),
                Poll::Ready(Ok(42)),
                "the value was sent. The sender is dropped after each `send`: is that told from \
                 one that never sends?",
            );
        });
    }

    #[test]
    fn a_receiver_that_waits_is_woken_by_the_value() {
        must_end(HANGS, || {
            let (sender, mut receiver) = channel();
            let wakes = Wakes::new();
            expect(poll(&mut receiver, &wakes.waker()), Poll::Pending, NOTHING_YET);
            wakes.expect(0, "nothing was sent. Does the receiver wake itself?");
            send(sender);
            wakes.expect(1, "the value was sent. Does `send` wake the receiver, once?");
            expect(
                poll(&mut receiver, &wakes.waker()),
                Poll::Ready(Ok(42)),
                "the value was sent. Where does the receiver look for it?",
            );
        });
    }

    #[test]
    fn a_receiver_that_waits_is_woken_by_the_end_of_the_sender() {
        must_end(HANGS, || {
            let (sender, mut receiver) = channel();
            let wakes = Wakes::new();
            expect(poll(&mut receiver, &wakes.waker()), Poll::Pending, NOTHING_YET);
            drop(sender);
            wakes.expect(1, "the sender is gone, so no value will come. What wakes the receiver?");
            expect(
                poll(&mut receiver, &wakes.waker()),
                Poll::Ready(Err(Closed)),
                "the sender was dropped without sending. How does the receiver find that out?",
            );
        });
    }

    #[test]
    fn a_sender_that_is_gone_before_the_first_poll_is_noticed() {
        must_end(HANGS, || {
            let (sender, mut receiver) = channel();
            drop(sender);
            expect(
                poll(&mut receiver, &Wakes::new().waker()),
                Poll::Ready(Err(Closed)),
                "the sender is gone, so no value will come. Does the receiver look for that?",
            );
        });
    }

    #[test]
    fn a_value_comes_back_if_the_receiver_is_gone() {
        must_end(HANGS, || {
            let (sender, receiver) = channel();
            drop(receiver);
            let seen = sender.send(42);
            assert!(
                seen == Err(42),
                "the receiver is gone, and `send` returned {seen:?}, expected Err(42): where does \
                 the value go?"
            );
        });
    }

    #[test]
    fn the_last_waker_counts() {
        must_end(HANGS, || {
            let (sender, mut receiver) = channel();
            let (old, new) = (Wakes::new(), Wakes::new());
            expect(poll(&mut receiver, &old.waker()), Poll::Pending, NOTHING_YET);
            expect(poll(&mut receiver, &new.waker()), Poll::Pending, NOTHING_YET);
            send(sender);
            new.expect(
                1,
                "it has polled the receiver last. Which task's waker does the channel keep?",
            );
        });
    }

    #[test]
    fn a_receiver_that_is_polled_inside_wake_finds_the_value() {
        must_end(HANGS, || {
            let (sender, receiver) = channel();
            let task = PolledAtOnce::new(receiver);
            let seen = task.must_be_woken_by(
                || send(sender),
                "the value was sent. Is it there before the receiver is woken, and is nothing \
                 borrowed while a waker is used?",
            );
            expect(Poll::Ready(seen), Poll::Ready(Ok(42)), "the value was sent. Where is it?");
        });
    }

    #[test]
    fn a_receiver_that_is_polled_inside_wake_finds_the_end_of_the_sender() {
        must_end(HANGS, || {
            let (sender, receiver) = channel::<u32>();
            let task = PolledAtOnce::new(receiver);
            let seen = task.must_be_woken_by(
                || drop(sender),
                "the sender is being dropped, and its `drop` wakes the receiver. By what does a \
                 poll see then, before that `drop` has returned, that no value will come?",
            );
            expect(Poll::Ready(seen), Poll::Ready(Err(Closed)), "the sender is gone");
        });
    }
}
