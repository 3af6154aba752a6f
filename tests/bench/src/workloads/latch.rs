//! A latch: one task waits until a counter has reached zero.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::task::{Poll, Waker};

/// Counts down to zero, and then wakes the one task that waits for it.
///
/// Joining tasks one by one would wake the waiting task more than once. A loop of yields would
/// never end on a runtime that polls a task that wakes itself before all others.
pub struct Latch {
    left: Cell<usize>,
    waiting: RefCell<Option<Waker>>,
}

impl Latch {
    pub fn new(count: usize) -> Self {
        Self { left: Cell::new(count), waiting: RefCell::new(None) }
    }

    /// Counts down by one. Returns true if that opened the latch.
    pub fn count_down(&self) -> bool {
        self.left.set(self.left.get() - 1);
        let open = self.left.get() == 0;
        if open && let Some(waiting) = self.waiting.take() {
            waiting.wake();
        }
        open
    }

    /// Waits until the latch is open.
    pub async fn wait(&self) {
        poll_fn(|context| {
            if self.left.get() == 0 {
                return Poll::Ready(());
            }
            self.waiting.replace(Some(context.waker().clone()));
            Poll::Pending
        })
        .await;
    }
}
