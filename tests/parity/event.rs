//! An event and a yield that need only a waker.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::task::{Poll, Waker};

/// Tasks wait until it is set. It stays set.
#[derive(Default)]
pub struct Event {
    set: Cell<bool>,
    /// In the order of the polls. None is removed when a task stops waiting, so a task may be woken
    /// late or twice.
    wakers: RefCell<Vec<Waker>>,
}

impl Event {
    pub async fn wait(&self) {
        poll_fn(|cx| {
            if self.set.get() {
                return Poll::Ready(());
            }
            self.wakers.borrow_mut().push(cx.waker().clone());
            Poll::Pending
        })
        .await;
    }

    pub fn set(&self) {
        self.set.set(true);
        for waker in self.wakers.take() {
            waker.wake();
        }
    }
}

/// Is pending once, and wakes its task `wakes` times before that.
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
