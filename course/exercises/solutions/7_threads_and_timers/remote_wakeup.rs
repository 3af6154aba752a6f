//! A wake-up from another thread: the solution
//!
//! One lock guards the result and the waker. So `poll` either sees the result, or has left its
//! waker before the thread stores the result.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::thread;

use support::Mutex;

/// The result of work on another thread.
pub struct OnAThread<T>(Arc<Mutex<Shared<T>>>);

/// What the thread shares with the future.
struct Shared<T> {
    result: Option<T>,
    /// The waker of the last poll.
    waker: Option<Waker>,
}

/// Starts `work` on a thread of its own. Returns a future of its result.
pub fn on_a_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> OnAThread<T> {
    let shared = Arc::new(Mutex::new(Shared { result: None, waker: None }));
    let future = OnAThread(Arc::clone(&shared));
    thread::spawn(move || {
        // The work is done before the lock is taken.
        let value = work();
        let mut shared = shared.lock().expect("no panic while locked");
        shared.result = Some(value);
        let waker = shared.waker.take();
        // Released, since the waker may poll the future at once.
        drop(shared);
        if let Some(waker) = waker {
            waker.wake();
        }
    });
    future
}

impl<T> Future for OnAThread<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let mut shared = self.0.lock().expect("no panic while locked");
        if let Some(value) = shared.result.take() {
            return Poll::Ready(value);
        }
        shared.waker = Some(cx.waker().clone());
        Poll::Pending
    }
}

fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::sync::Mutex;
    use std::sync::mpsc::{Sender, channel};
    use std::task::{Wake, Waker};
    use std::time::Duration;

    use support::{Wakes, after_next_unlock, must_end, poll};

    use super::*;

    const HANGS: &str = "A poll does not return while the work goes on. Does the thread hold the \
                         lock while it works? If not: does `poll` loop until the result is \
                         there?";
    const NOT_YET: &str = "the work is not done, and `poll` returned Ready: what does it return \
                           while the result is missing?";

    /// Starts work that waits for the number to return. It has begun when this returns.
    fn begin() -> (Sender<u32>, OnAThread<u32>) {
        let (go_on, wait) = channel();
        let (begun, has_begun) = channel();
        let work = on_a_thread(move || {
            begun.send(()).expect("the test waits");
            wait.recv().expect("the test sends a number")
        });
        has_begun.recv().expect("`work` is called on the other thread");
        (go_on, work)
    }

    #[test]
    fn the_task_is_woken_when_the_work_is_done() {
        must_end(HANGS, || {
            let (go_on, mut work) = begin();
            let wakes = Wakes::new();
            let seen = poll(&mut work, &wakes.waker());
            assert!(seen.is_pending(), "{NOT_YET}");
            wakes.expect(0, "the work is not done. Does the task wake itself?");
            go_on.send(42).expect("the work goes on");
            wakes.wait("the work is done. Does the thread use the waker?");
            let seen = poll(&mut work, &wakes.waker());
            assert!(
                seen == Poll::Ready(42),
                "the task was woken, and `poll` returned {seen:?}, expected Ready(42): is the \
                 result stored before the task is woken?"
            );
            wakes.expect(1, "there is one thing to wait for. What wakes the task a second time?");
        });
    }

    #[test]
    fn a_result_that_is_there_needs_no_wake_up() {
        must_end(
            "The work is done, and a poll returns Pending. Does it look for the result?",
            || {
                let mut work = on_a_thread(|| 42);
                // As an event loop does that polls every task again and again.
                while poll(&mut work, &Wakes::new().waker()).is_pending() {
                    thread::yield_now();
                }
            },
        );
    }

    thread_local! {
        /// Dropped when its thread has ended.
        static END: RefCell<Option<Sender<()>>> = const { RefCell::new(None) };
    }

    #[test]
    fn work_that_ends_during_a_poll_is_not_lost() {
        must_end(HANGS, || {
            let (go_on, wait) = channel();
            let (ended, end) = channel();
            let mut work = on_a_thread(move || {
                END.set(Some(ended));
                wait.recv().expect("the test sends")
            });
            let go_on_now = go_on.clone();
            let end = Arc::new(Mutex::new(end));
            let end_now = Arc::clone(&end);
            // The other thread does the rest of its work when `poll` releases its lock. It can't if
            // `poll` holds a second one.
            after_next_unlock(move || {
                let _ = go_on_now.send(());
                let end = end_now.lock().expect("no panic while locked");
                let _ = end.recv_timeout(Duration::from_secs(1));
            });
            let wakes = Wakes::new();
            let seen = poll(&mut work, &wakes.waker());
            // If `poll` has released no lock.
            let _ = go_on.send(());
            let _ = end.lock().expect("no panic while locked").recv();
            assert!(
                seen.is_ready() || wakes.count() > 0,
                "another thread stored its result while `poll` ran. `poll` returned Pending and \
                 the task was not woken: it sleeps forever. Does `poll` release the lock between \
                 its look for the result and the storing of the waker?"
            );
        });
    }

    #[test]
    fn the_last_waker_counts() {
        must_end(HANGS, || {
            let (go_on, mut work) = begin();
            let (old, new) = (Wakes::new(), Wakes::new());
            assert!(poll(&mut work, &old.waker()).is_pending(), "{NOT_YET}");
            assert!(poll(&mut work, &new.waker()).is_pending(), "{NOT_YET}");
            go_on.send(42).expect("the work goes on");
            new.wait("it has polled the future last. Which task's waker does the future keep?");
        });
    }

    /// A task of an executor that polls right inside `wake`.
    struct PollsInWake {
        work: Mutex<OnAThread<u32>>,
        wakes: Wakes,
    }

    impl Wake for PollsInWake {
        fn wake(self: Arc<Self>) {
            let waker = Waker::from(Arc::clone(&self));
            // Locked if the future wakes its task while it is polled.
            let Ok(mut work) = self.work.try_lock() else { return };
            if poll(&mut *work, &waker) == Poll::Ready(42) {
                self.wakes.waker().wake();
            }
        }
    }

    #[test]
    fn the_future_may_be_polled_inside_wake() {
        must_end(HANGS, || {
            let (go_on, work) = begin();
            let task = Arc::new(PollsInWake { work: Mutex::new(work), wakes: Wakes::new() });
            let waker = Waker::from(Arc::clone(&task));
            let first = poll(&mut *task.work.lock().expect("no panic while locked"), &waker);
            assert!(first.is_pending(), "{NOT_YET}");
            go_on.send(42).expect("the work goes on");
            task.wakes.wait(
                "it polls the future inside `wake`, and that poll has not found the result. Is the \
                 result stored, and the lock released, before the waker is used?",
            );
        });
    }
}
