//! Which tasks of a set have ended.
//!
//! One waker for the whole set couldn't tell. So each handle has a waker of its own, which knows
//! the handle's number.

use std::collections::VecDeque;
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

/// The numbers of the tasks whose handles were woken. Shared with a waker for each handle, and a
/// waker may be called on any thread.
#[derive(Clone, Default)]
pub(super) struct Woken(Arc<Mutex<Queue>>);

#[derive(Default)]
struct Queue {
    numbers: VecDeque<u64>,
    /// Set by `join_next` while no number is here, and taken by the next wake-up.
    joiner: Option<Waker>,
}

impl Woken {
    /// Returns a waker that puts `number` into the queue.
    pub(super) fn waker(&self, number: u64) -> Waker {
        Waker::from(Arc::new(HandleWaker { number, woken: self.clone() }))
    }

    pub(super) fn push(&self, number: u64) {
        self.with(|queue| queue.numbers.push_back(number));
    }

    pub(super) fn pop(&self) -> Option<u64> {
        self.with(|queue| queue.numbers.pop_front())
    }

    fn with<R>(&self, f: impl FnOnce(&mut Queue) -> R) -> R {
        f(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Returns the next number. If there is none, registers the waker of `cx`.
    pub(super) fn poll_next(&self, cx: &Context<'_>) -> Poll<u64> {
        if let Some(number) = self.pop() {
            return Poll::Ready(number);
        }
        // Outside the lock, since the clone and the drop of a waker are user code.
        let joiner = Some(cx.waker().clone());
        let _previous = self.with(|queue| mem::replace(&mut queue.joiner, joiner));
        Poll::Pending
    }
}

/// The waker of one handle.
struct HandleWaker {
    number: u64,
    woken: Woken,
}

impl Wake for HandleWaker {
    fn wake(self: Arc<Self>) {
        let joiner = self.woken.with(|queue| {
            queue.numbers.push_back(self.number);
            queue.joiner.take()
        });
        if let Some(joiner) = joiner {
            joiner.wake();
        }
    }
}
