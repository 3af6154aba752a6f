//! What tasks can wait for without a runtime's help.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::task::{Poll, Waker};

/// Tasks wait until it is set, which it stays.
#[derive(Default)]
pub struct Event {
    set: Cell<bool>,
    /// In the order in which they came. Nobody is ever taken out: wakes may come late or twice.
    waiters: RefCell<Vec<Waker>>,
}

impl Event {
    pub async fn wait(&self) {
        poll_fn(|cx| {
            if self.set.get() {
                return Poll::Ready(());
            }
            self.waiters.borrow_mut().push(cx.waker().clone());
            Poll::Pending
        })
        .await;
    }

    pub fn set(&self) {
        self.set.set(true);
        for waiter in self.waiters.take() {
            waiter.wake();
        }
    }
}

/// Is pending once, and wakes its task so many times meanwhile.
pub async fn yield_with(wakes: u8) {
    let mut yielded = false;
    poll_fn(|cx| {
        if yielded {
            return Poll::Ready(());
        }
        yielded = true;
        for _ in 0..wakes {
            cx.waker().wake_by_ref();
        }
        Poll::Pending
    })
    .await;
}
