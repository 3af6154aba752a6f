//! A future that counts its polls.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};

use crate::{times, watchdog};

/// More polls than any test needs. A loop that spins gets there at once.
const TOO_MANY: usize = 10_000;

/// Says how often a future was polled.
#[derive(Clone)]
pub struct Polls(Arc<(String, AtomicUsize)>);

impl Polls {
    pub(crate) fn name(&self) -> &str {
        &self.0.0
    }

    /// Returns how often the future was polled.
    pub fn count(&self) -> usize {
        self.0.1.load(Ordering::SeqCst)
    }

    /// Panics with `otherwise` unless the future was polled `expected` times.
    #[track_caller]
    pub fn expect(&self, expected: usize, otherwise: &str) {
        let seen = self.count();
        assert!(
            seen == expected,
            "`{}` was polled {}, expected {expected}: {otherwise}",
            self.name(),
            times(seen)
        );
    }
}

/// A future that counts its polls.
pub struct Counted<F> {
    /// Empty once the future has ended.
    future: Option<Pin<Box<F>>>,
    polls: Polls,
}

/// Returns the count of polls of `future`, and the future to poll. It panics if it is polled after
/// its end, or again and again.
pub fn counted<F: Future>(name: &str, future: F) -> (Polls, Counted<F>) {
    let polls = Polls(Arc::new((name.to_owned(), AtomicUsize::new(0))));
    watchdog::watch(polls.clone());
    (polls.clone(), Counted { future: Some(Box::pin(future)), polls })
}

impl<F: Future> Future for Counted<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let count = self.polls.0.1.fetch_add(1, Ordering::SeqCst) + 1;
        let name = self.polls.name();
        assert!(
            count < TOO_MANY,
            "`{name}` was polled {TOO_MANY} times and has not ended: is it woken or polled again \
             although nothing has happened?"
        );
        assert!(
            self.future.is_some(),
            "`{name}` was polled again after it had returned `Poll::Ready`"
        );
        let future = self.future.as_mut().expect("it has not ended");
        let result = ready!(future.as_mut().poll(cx));
        self.future = None;
        Poll::Ready(result)
    }
}
