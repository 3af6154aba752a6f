//! Two tasks that wait for each other, over the smallest channel there is.

use std::cell::RefCell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use crate::measure::Stopwatch;
use crate::runtimes::Runtime;

/// One operation is one message: a wake of the other task, and its poll.
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

/// A channel of one place for one thread.
#[derive(Clone, Default)]
struct Channel(Rc<RefCell<Place>>);

#[derive(Default)]
struct Place {
    message: Option<usize>,
    /// Who receives. It stays from one message to the next, as in any channel that takes care not
    /// to clone a waker for each.
    receiver: Option<Waker>,
}

impl Channel {
    fn send(&self, message: usize) {
        let mut place = self.0.borrow_mut();
        place.message = Some(message);
        if let Some(receiver) = &place.receiver {
            receiver.wake_by_ref();
        }
    }

    async fn receive(&self) -> usize {
        poll_fn(|context| {
            let mut place = self.0.borrow_mut();
            if let Some(message) = place.message.take() {
                return Poll::Ready(message);
            }
            let waker = context.waker();
            if !place.receiver.as_ref().is_some_and(|kept| kept.will_wake(waker)) {
                place.receiver = Some(waker.clone());
            }
            Poll::Pending
        })
        .await
    }
}
