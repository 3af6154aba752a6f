//! A waker that counts its wake-ups, and one poll by hand.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;
use std::time::Duration;

use crate::times;
use crate::watchdog::if_it_hangs;

/// Counts the wake-ups of a task that exists only in the test.
#[derive(Clone, Default)]
pub struct Wakes(Arc<Count>);

#[derive(Default)]
struct Count(AtomicUsize);

impl Wake for Count {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

impl Wakes {
    /// Starts at zero.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns a waker whose wake-ups count.
    pub fn waker(&self) -> Waker {
        Waker::from(Arc::clone(&self.0))
    }

    /// Returns how often the waker and its clones were used.
    pub fn count(&self) -> usize {
        self.0.0.load(Ordering::SeqCst)
    }

    /// Waits for the first wake-up, by another thread. If there is none, the watchdog ends the test
    /// and says `otherwise`.
    pub fn wait(&self, otherwise: &str) {
        let _question = if_it_hangs(&format!("The task was not woken: {otherwise}"));
        while self.count() == 0 {
            thread::sleep(Duration::from_millis(1));
        }
    }

    /// Panics with `otherwise` unless there were `expected` wake-ups.
    #[track_caller]
    pub fn expect(&self, expected: usize, otherwise: &str) {
        let seen = self.count();
        assert!(
            seen == expected,
            "the task was woken {}, expected {expected}: {otherwise}",
            times(seen)
        );
    }
}

/// Calls a function when its last clone is dropped.
struct OnDrop(fn());

impl Wake for OnDrop {
    fn wake(self: Arc<Self>) {}
}

impl Drop for OnDrop {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// Returns a waker that calls `action` when its last clone is dropped. Wakers of other runtimes may
/// run any code there.
pub fn waker_with_drop(action: fn()) -> Waker {
    Waker::from(Arc::new(OnDrop(action)))
}

/// Polls `future` once, as a task that `waker` wakes.
pub fn poll<F: Future + Unpin>(future: &mut F, waker: &Waker) -> Poll<F::Output> {
    Pin::new(future).poll(&mut Context::from_waker(waker))
}

/// Returns the waker of the task that awaits this.
pub async fn own_waker() -> Waker {
    poll_fn(|cx| Poll::Ready(cx.waker().clone())).await
}

/// Wakes the task that awaits this and is pending once, so that other tasks go first.
pub async fn yield_now() {
    let mut yielded = false;
    let once = poll_fn(|cx| {
        if yielded {
            return Poll::Ready(());
        }
        yielded = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    });
    once.await;
}
