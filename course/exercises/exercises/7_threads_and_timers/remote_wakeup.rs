//! A wake-up from another thread
//!
//! Some work has no future: it computes for long, or calls a library that blocks. On the event loop
//! it would keep all tasks waiting. So it gets a thread of its own, and the task awaits the result:
//! Python's `asyncio.to_thread`, tokio's `spawn_blocking`.
//!
//! This one starts the thread and then asks again and again whether the result is there. Let the
//! thread wake the task instead, once, when the work is done.
//!
//! The thread and the future share the result and a waker, behind one `Mutex`. What to mind:
//!
//! - `poll` must not wait for the work. It looks, and returns.
//! - Looking for the result and leaving the waker must be one step, or a wake-up gets lost between
//!   them. The lock makes it one.
//! - The future may be polled on one task and then on another. The last waker counts.
//! - A waker is code of others. An executor may poll the future right inside `wake`. So use the waker
//!   when the lock is released, and mind how long a `MutexGuard` lives: in
//!   `if let Some(waker) = state.lock().unwrap().waker.take() { … }` it lives until the `}`.
//!
//! Look up: `Arc`, `Mutex`, `Option::take`.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::thread;

/// The result of work on another thread.
pub struct OnAThread<T> {
    // TODO: something more must be shared.
    result: Arc<Mutex<Option<T>>>,
}

/// Starts `work` on a thread of its own. Returns a future of its result.
pub fn on_a_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> OnAThread<T> {
    let result = Arc::new(Mutex::new(None));
    let future = OnAThread { result: Arc::clone(&result) };
    thread::spawn(move || {
        // The work is done before the lock is taken.
        let value = work();
        *result.lock().expect("no panic while locked") = Some(value);
    });
    future
}

impl<T> Future for OnAThread<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        if let Some(value) = self.result.lock().expect("no panic while locked").take() {
            return Poll::Ready(value);
        }
        // TODO: this asks again at once.
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::task::{Wake, Waker};

    use support::{Wakes, must_end, poll};

    use super::*;

    #[test]
    fn the_task_is_woken_when_the_work_is_done() {
        must_end("Does `poll` return while the work goes on?", || {
            let (go_on, wait) = channel();
            let mut work = on_a_thread(move || wait.recv().expect("the test sends a number"));
            let wakes = Wakes::new();
            let seen = poll(&mut work, &wakes.waker());
            assert!(seen.is_pending(), "the work is not done, and `poll` returned {seen:?}");
            wakes.expect(0, "the work is not done. Does the task wake itself?");
            go_on.send(42).expect("the work goes on");
            wakes.wait("the work is done. Does the thread use the waker?");
            let seen = poll(&mut work, &wakes.waker());
            assert!(
                seen == Poll::Ready(42),
                "the task was woken, and `poll` returned {seen:?}, expected Ready(42): is the \
                 result stored before the task is woken?"
            );
            wakes.expect(1, "there is one thing to wait for");
        });
    }

    #[test]
    fn a_result_that_is_there_needs_no_wake_up() {
        must_end("The work is done. Does a poll find the result?", || {
            let mut work = on_a_thread(|| 42);
            // As an event loop does that polls every task again and again.
            while poll(&mut work, &Wakes::new().waker()).is_pending() {
                thread::yield_now();
            }
        });
    }

    #[test]
    fn the_last_waker_counts() {
        must_end("Does `poll` return while the work goes on?", || {
            let (go_on, wait) = channel();
            let mut work = on_a_thread(move || wait.recv().expect("the test sends"));
            let (old, new) = (Wakes::new(), Wakes::new());
            assert!(poll(&mut work, &old.waker()).is_pending(), "the work is not done");
            assert!(poll(&mut work, &new.waker()).is_pending(), "the work is not done");
            go_on.send(()).expect("the work goes on");
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
        must_end("Does `poll` return while the work goes on?", || {
            let (go_on, wait) = channel();
            let work = Mutex::new(on_a_thread(move || wait.recv().expect("the test sends")));
            let task = Arc::new(PollsInWake { work, wakes: Wakes::new() });
            let waker = Waker::from(Arc::clone(&task));
            let first = poll(&mut *task.work.lock().expect("no panic while locked"), &waker);
            assert!(first.is_pending(), "the work is not done");
            go_on.send(42).expect("the work goes on");
            task.wakes.wait(
                "it polls the future inside `wake`, and that poll has not returned. Is the lock \
                 released before the waker is used?",
            );
        });
    }
}
