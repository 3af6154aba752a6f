//! Two tasks that wait for each other, over the smallest possible channel.

use std::cell::RefCell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use crate::measure::Stopwatch;
use crate::runtimes::Runtime;

/// One operation is one message: one wake-up of the other task, and its poll.
pub async fn run<R: Runtime>(messages: usize) -> Vec<f64> {
    let there = Channel::default();
    let back = Channel::default();
    let each = messages / 2;

    let watch = Stopwatch::start();
    let echo = R::spawn({
        let (there, back) = (there.clone(), back.clone());
        async move {
            for _ in 0..each {
                back.send(there.receive().await);
            }
        }
    });
    let player = R::spawn(async move {
        for ball in 0..each {
            there.send(ball);
            back.receive().await;
        }
    });
    player.await;
    echo.await;
    vec![watch.cpu_nanos_each(each * 2)]
}

/// A channel for one message and one thread.
#[derive(Clone, Default)]
struct Channel(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    message: Option<usize>,
    /// The receiver's waker. It is kept from one message to the next, as in any channel that avoids
    /// a clone for each.
    receiver: Option<Waker>,
}

impl Channel {
    fn send(&self, message: usize) {
        let mut state = self.0.borrow_mut();
        state.message = Some(message);
        if let Some(receiver) = &state.receiver {
            receiver.wake_by_ref();
        }
    }

    async fn receive(&self) -> usize {
        poll_fn(|context| {
            let mut state = self.0.borrow_mut();
            if let Some(message) = state.message.take() {
                return Poll::Ready(message);
            }
            let waker = context.waker();
            if !state.receiver.as_ref().is_some_and(|kept| kept.will_wake(waker)) {
                state.receiver = Some(waker.clone());
            }
            Poll::Pending
        })
        .await
    }
}
