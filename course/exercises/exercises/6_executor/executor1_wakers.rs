//! The executor, step 1: a waker that knows its task
//!
//! Five exercises turn the article's event loop into one that polls only tasks that were woken, and
//! that waits while there is none. Each starts from the solution of the one before.
//!
//! This is `stage4-await/src/busy.rs`, the article's loop. It polls every task again and again, so
//! its waker does nothing. A loop that is to poll only some tasks must learn which. So the waker of
//! a task puts the id of the task into the ready queue. Nothing reads that queue yet: the loop
//! below still polls all.
//!
//! What to do:
//!
//! - `TaskWaker::wake` puts the id into the queue. It may be called on any thread and at any time,
//!   even after the thread of the event loop has ended.
//! - `spawn_local` gives each task an id and one waker, which stays beside the task.
//! - `block_on` polls each task with the waker of that task.
//!
//! The code with `New:` above it is there for you.
//!
//! Look up: `std::task::Wake`, `Waker::from`, `mpsc::Sender::send` and when it fails.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::convert::Infallible;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::task::{Context, Poll, Wake, Waker};
pub use std::time::Duration;

use support::clock;
/// Switches to the simulated clock. The name is tokio's, so that one program runs on every loop.
pub use support::clock::simulate as pause;

/// A task is a future that the event loop owns. Its result goes to its handle, so the task itself
/// returns `()`. `Pin` promises that the future stays where it is.
type Task = Pin<Box<dyn Future<Output = ()>>>;

thread_local! {
    // New: the ready queue, and a counter for ids.
    /// The ready queue: the ids of the tasks that were woken. Other threads may send them too.
    static READY: (Sender<usize>, Receiver<usize>) = channel();
    static NEXT_ID: Cell<usize> = const { Cell::new(0) };

    // TODO: each task needs its waker beside it.
    /// A queue rather than a list, so that tasks come and go in constant time.
    static EVENT_LOOP: RefCell<VecDeque<Task>> = RefCell::default();
    /// Set by `block_on`, and cleared when it returns, but not when it panics.
    static IS_RUNNING: Cell<bool> = const { Cell::new(false) };
}

// New:
/// Returns an id that no other task or timer of this thread has.
fn new_id() -> usize {
    NEXT_ID.replace(NEXT_ID.get() + 1)
}

// New:
/// What the waker of a task holds.
struct TaskWaker {
    id: usize,
    ready: Sender<usize>,
}

// New:
impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        // TODO: put the id into the ready queue.
        let _ = (self.id, &self.ready);
    }
}

/// The result of a task, as soon as there is one. The article's `Task`, seen from outside.
///
/// Like any future, it must not be polled again once it was ready: it would stay pending forever.
#[doc(alias = "Task")]
pub struct JoinHandle<T>(Rc<Cell<Option<T>>>);

impl<T> Future for JoinHandle<T> {
    /// Always `Ok`. In tokio it is `Err` if the task panicked; here a panic ends the whole loop.
    type Output = Result<T, Infallible>;

    #[doc(alias = "__await__")]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        // The end of the task wakes nothing, so each poll asks for another one.
        cx.waker().wake_by_ref();
        self.0.take().map_or(Poll::Pending, |result| Poll::Ready(Ok(result)))
    }
}

/// Puts a task for `future` at the back of the queue.
#[doc(alias = "create_task")]
pub fn spawn_local<F: Future + 'static>(future: F) -> JoinHandle<F::Output> {
    let result = Rc::new(Cell::new(None));
    let handle = JoinHandle(Rc::clone(&result));
    // The article's loop notes that a task has finished. Here that is the task's own last step.
    let task = Box::pin(async move { result.set(Some(future.await)) });
    // TODO: an id and a waker for the task. `READY.with(|(ready, _)| ready.clone())` is a sender.
    EVENT_LOOP.with_borrow_mut(|event_loop| event_loop.push_back(task));
    handle
}

/// This thread's event loop.
#[derive(Debug)]
pub struct LocalRuntime;

impl LocalRuntime {
    /// Returns this thread's event loop. It makes nothing: each thread has its queue already.
    ///
    /// # Errors
    ///
    /// Never. Tokio's may fail.
    pub fn new() -> io::Result<Self> {
        Ok(Self)
    }

    /// Runs `main` and every other task to its end, even the tasks that `main` doesn't wait for.
    ///
    /// # Panics
    ///
    /// If a task panics, just as an exception in a task ends the article's loop. The other tasks
    /// are dropped when the thread ends. Their `Drop` must not spawn a task: that aborts the
    /// process.
    ///
    /// If this thread's loop is running already, or has ended in a panic: tasks are left in it, and
    /// they would run inside this call.
    #[doc(alias = "run")]
    pub fn block_on<F: Future + 'static>(&self, main: F) -> F::Output {
        assert!(!IS_RUNNING.replace(true), "this loop is running already, or ended in a panic");
        let main = spawn_local(main);
        // TODO: poll each task with its own waker.
        let mut cx = Context::from_waker(Waker::noop());
        // The queue is not borrowed while a task is polled: the task may spawn another.
        while let Some(mut task) = EVENT_LOOP.with_borrow_mut(VecDeque::pop_front) {
            if task.as_mut().poll(&mut cx).is_pending() {
                EVENT_LOOP.with_borrow_mut(|event_loop| event_loop.push_back(task));
            }
        }
        IS_RUNNING.set(false);
        main.0.take().expect("an empty queue means that main has ended")
    }
}

/// Ends once `duration` has passed. As in the article, it spawns a task that reads the clock each
/// time it is polled, and awaits that task.
pub async fn sleep(duration: Duration) {
    let end = clock::now().saturating_add(duration);
    let time_is_up = poll_fn(move |cx| {
        if clock::now() >= end {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    });
    // `Ok` is the only case, because `Infallible` has no value that an `Err` could hold.
    let Ok(()) = spawn_local(time_is_up).await;
}

fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::thread;

    use support::{must_end, own_waker, yield_now};

    use super::*;

    const HANGS: &str = "Does the loop poll each task until it ends, and does a pending task go \
                         back into the queue?";

    fn run<F: Future + 'static>(main: F) -> F::Output {
        pause();
        LocalRuntime::new().expect("it never fails").block_on(main)
    }

    /// Uses `waker`. Returns what the ready queue has got by that.
    fn wake(waker: &Waker) -> Vec<usize> {
        READY.with(|(_, ready)| {
            ready.try_iter().for_each(drop);
            waker.wake_by_ref();
            ready.try_iter().collect()
        })
    }

    /// Returns the id that `waker` puts into the ready queue.
    #[track_caller]
    fn id(waker: &Waker) -> usize {
        let seen = wake(waker);
        assert!(
            seen.len() == 1,
            "the waker of a task was used once, and the ready queue has got {seen:?}, expected one \
             id: is the task polled with its own waker, and does `wake` send the id?"
        );
        seen[0]
    }

    #[test]
    fn a_wake_up_puts_the_id_of_the_task_into_the_ready_queue() {
        must_end(HANGS, || {
            run(async { id(&own_waker().await) });
        });
    }

    #[test]
    fn a_task_keeps_its_id_from_poll_to_poll() {
        must_end(HANGS, || {
            let (first, second) = run(async {
                let first = id(&own_waker().await);
                yield_now().await;
                (first, id(&own_waker().await))
            });
            assert!(
                first == second,
                "at its first poll the waker of a task sent {first}, at its second poll {second}, \
                 expected the same: where is the id made?"
            );
        });
    }

    #[test]
    fn each_task_has_an_id_of_its_own() {
        must_end(HANGS, || {
            let (main, task) = run(async {
                let Ok(task) = spawn_local(own_waker()).await;
                (id(&own_waker().await), id(&task))
            });
            assert!(main != task, "the wakers of two tasks both sent {main}: which task is that?");
        });
    }

    #[test]
    fn another_thread_may_use_the_waker() {
        must_end(HANGS, || {
            run(async {
                let waker = own_waker().await;
                let id = id(&waker);
                thread::spawn(move || waker.wake()).join().expect("a wake-up must not panic");
                let seen: Vec<usize> = READY.with(|(_, ready)| ready.try_iter().collect());
                assert!(
                    seen == [id],
                    "another thread has woken task {id}, and the ready queue of the event loop's \
                     thread has got {seen:?}, expected [{id}]: does `wake` use the sender that the \
                     waker was made with?"
                );
            });
        });
    }

    #[test]
    fn a_wake_up_after_the_end_of_the_thread_is_ignored() {
        must_end(HANGS, || {
            let thread = thread::spawn(|| run(own_waker()));
            let waker = thread.join().expect("the event loop must not panic");
            // The ready queue has ended with its thread.
            let result = catch_unwind(AssertUnwindSafe(|| waker.wake()));
            assert!(
                result.is_ok(),
                "a wake-up after the end of the event loop's thread has panicked, expected that \
                 it does nothing: which call fails when the receiver is gone?"
            );
        });
    }

    #[test]
    fn the_tasks_run_as_before() {
        must_end(HANGS, || {
            let log = Rc::new(RefCell::new(String::new()));
            let task = |name| {
                let log = Rc::clone(&log);
                async move {
                    for _ in 0..3 {
                        log.borrow_mut().push(name);
                        sleep(Duration::ZERO).await;
                    }
                }
            };
            let (a, b) = (task('a'), task('b'));
            let result = run(async {
                let (a, b) = (spawn_local(a), spawn_local(b));
                (a.await, b.await)
            });
            let expected = (Ok(()), Ok(()));
            assert!(
                result == expected,
                "the handles of two tasks returned {result:?}, expected {expected:?}: does each \
                 task still store its result?"
            );
            let seen = log.take();
            assert!(
                seen == "ababab",
                "two tasks ran in the order {seen}, expected ababab: does a pending task go to the \
                 back of the queue?"
            );
        });
    }
}
