//! The executor, step 3: the join handle keeps a waker
//!
//! A task that awaits a join handle is polled again and again until the result is there, since the
//! handle wakes it at once. But there is one moment at which it must be woken: when the other task
//! ends. So the handle leaves its waker where the other task finds it, and the other task uses it,
//! once.
//!
//! This is the pattern of every future that waits: keep the waker where the event will happen, and
//! return `Poll::Pending`.
//!
//! What to do:
//!
//! - What the task and its handle share holds the result and a waker.
//! - `JoinHandle::poll`: while the result is missing, it keeps the waker of the task that polls it.
//!   A handle may be polled on one task and then be moved to another one. The last waker counts.
//! - `spawn_local`: when the task ends, it stores the result and then wakes the task that waits, if
//!   there is one.
//! - `block_on` takes the result of `main` out of its handle. That place changes, too.
//!
//! The order of the two steps matters: first the result, then the wake-up. Your executor polls the
//! task that was woken some time later. But a handle can be polled with another executor's waker,
//! and some executors poll right inside `wake`.
//!
//! Look up: `Cell::take`, `Cell::set`, `Context::waker`, `Waker::clone`.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
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
    /// The ready queue: the ids of the tasks that were woken. Other threads may send them too.
    static READY: (Sender<usize>, Receiver<usize>) = channel();
    /// The tasks that have not ended, by id, each with its waker. The one being polled is not here.
    static TASKS: RefCell<BTreeMap<usize, (Task, Waker)>> = RefCell::default();
    static NEXT_ID: Cell<usize> = const { Cell::new(0) };
    /// Set by `block_on`, and cleared when it returns, but not when it panics.
    static IS_RUNNING: Cell<bool> = const { Cell::new(false) };
}

/// Returns an id that no other task or timer of this thread has.
fn new_id() -> usize {
    NEXT_ID.replace(NEXT_ID.get() + 1)
}

/// What the waker of a task holds.
struct TaskWaker {
    id: usize,
    ready: Sender<usize>,
}

impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        // Fails if the event loop's thread has ended. Then its tasks are gone, too.
        let _ = self.ready.send(self.id);
    }
}

/// The result of a task, as soon as there is one. The article's `Task`, seen from outside.
///
/// Like any future, it must not be polled again once it was ready: it would stay pending forever.
#[doc(alias = "Task")]
// TODO: the task and its handle must share one more thing.
pub struct JoinHandle<T>(Rc<Cell<Option<T>>>);

impl<T> Future for JoinHandle<T> {
    /// Always `Ok`. In tokio it is `Err` if the task panicked; here a panic ends the whole loop.
    type Output = Result<T, Infallible>;

    #[doc(alias = "__await__")]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        // TODO: keep the waker instead of using it.
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
    // TODO: when the task ends, it has one more thing to do.
    let task = Box::pin(async move { result.set(Some(future.await)) });
    let id = new_id();
    let ready = READY.with(|(ready, _)| ready.clone());
    let waker = Waker::from(Arc::new(TaskWaker { id, ready }));
    TASKS.with_borrow_mut(|tasks| tasks.insert(id, (task, waker.clone())));
    // A new task is ready.
    waker.wake();
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
        while let Some(id) = next_ready() {
            // The map is not borrowed while a task is polled: the task may spawn another.
            let task = TASKS.with_borrow_mut(|tasks| tasks.remove(&id));
            // A task that was woken twice is in the queue twice, and may end when first polled.
            let Some((mut task, waker)) = task else { continue };
            if task.as_mut().poll(&mut Context::from_waker(&waker)).is_pending() {
                TASKS.with_borrow_mut(|tasks| tasks.insert(id, (task, waker)));
            }
        }
        IS_RUNNING.set(false);
        main.0.take().expect("an empty map means that main has ended")
    }
}

/// Waits until a task is ready, and returns its id. Returns `None` once all tasks have ended.
fn next_ready() -> Option<usize> {
    while !TASKS.with_borrow(BTreeMap::is_empty) {
        if let Ok(id) = READY.with(|(_, ready)| ready.try_recv()) {
            return Some(id);
        }
    }
    None
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
    use support::{PolledAtOnce, counted, must_end, yield_now};

    use super::*;

    const HANGS: &str = "A task awaits the handle of a task that has ended.\n- Does the handle \
                         keep the waker of its last poll?\n- Does the task that ends use that \
                         waker?\n- Does it store its result before that?";

    fn run<F: Future + 'static>(main: F) -> F::Output {
        pause();
        LocalRuntime::new().expect("it never fails").block_on(main)
    }

    #[test]
    fn a_task_that_awaits_a_handle_is_woken_once() {
        must_end(HANGS, || {
            let (polls, main) = counted("the task that awaits", async {
                let handle = spawn_local(async {
                    for _ in 0..10 {
                        yield_now().await;
                    }
                    42
                });
                handle.await
            });
            let seen = run(main);
            assert!(
                seen == Ok(42),
                "the join handle returned {seen:?}, expected Ok(42): does the task \
                     store its result in what it shares with the handle?"
            );
            polls.expect(
                2,
                "once to start, and once when the joined task has ended. Does the handle wake its \
                 task before that?",
            );
        });
    }

    #[test]
    fn the_result_of_a_task_that_has_ended_is_there_at_once() {
        let if_not = "A task had ended before its handle was polled. Does the handle look for the \
                      result at its first poll, too?";
        must_end(if_not, || {
            let (polls, main) = counted("the task that awaits", async {
                let handle = spawn_local(async { 42 });
                yield_now().await;
                handle.await
            });
            let seen = run(main);
            assert!(
                seen == Ok(42),
                "the join handle returned {seen:?}, expected Ok(42): is the result kept \
                 until the handle is polled?"
            );
            polls.expect(
                2,
                "the result was there when the handle was polled. Does the handle look for it \
                 before it returns `Poll::Pending`?",
            );
        });
    }

    #[test]
    fn a_handle_may_move_to_another_task() {
        must_end(
            "A handle was polled on one task and is awaited on another.\n- Which task's waker \
             does it keep?\n- Does the task that ends use that waker?",
            || {
                let result = run(async {
                    let mut handle = spawn_local(async {
                        for _ in 0..10 {
                            yield_now().await;
                        }
                        42
                    });
                    let first = poll_fn(|cx| Poll::Ready(Pin::new(&mut handle).poll(cx))).await;
                    assert!(
                        first.is_pending(),
                        "a join handle was ready before its task had ended: what does it return \
                         while the result is missing?"
                    );
                    let (polls, other) = counted("the other task", handle);
                    let Ok(result) = spawn_local(other).await;
                    polls.expect(
                        2,
                        "once to start, and once when the joined task has ended. Does the handle \
                         wake its task before that?",
                    );
                    result
                });
                assert!(
                    result == Ok(42),
                    "the handle that was moved returned {result:?}, expected Ok(42): does it still \
                     share the result with its task?"
                );
            },
        );
    }

    #[test]
    fn a_task_runs_on_without_its_handle() {
        let if_not = "No task awaits the handle. Does the loop still poll the task until it ends?";
        must_end(if_not, || {
            let ended = Rc::new(Cell::new(false));
            let seen = Rc::clone(&ended);
            run(async move {
                drop(spawn_local(async move {
                    yield_now().await;
                    ended.set(true);
                }));
            });
            assert!(
                seen.get(),
                "a task whose handle was dropped has not run to its end: what does its end need \
                 the handle for?"
            );
        });
    }

    #[test]
    fn a_task_may_await_several_handles() {
        must_end(HANGS, || {
            let sum = run(async {
                let handles: Vec<JoinHandle<usize>> = (1..=3)
                    .map(|yields| {
                        spawn_local(async move {
                            for _ in 0..yields {
                                yield_now().await;
                            }
                            yields
                        })
                    })
                    .collect();
                let mut sum = 0;
                for handle in handles {
                    let Ok(yields) = handle.await;
                    sum += yields;
                }
                sum
            });
            assert!(
                sum == 6,
                "the results of three tasks add up to {sum}, expected 6: does each handle return \
                 the result of its own task?"
            );
        });
    }

    #[test]
    fn a_sleep_ends() {
        let if_not = "A sleep awaits the join handle of a task that reads the clock. Does that \
                      task wake the sleeping one when it ends?";
        must_end(if_not, || {
            run(sleep(Duration::from_millis(1)));
        });
    }

    #[test]
    fn a_handle_that_is_polled_inside_wake_finds_the_result() {
        must_end(HANGS, || {
            let task = PolledAtOnce::new(spawn_local(async { 42 }));
            let seen = task.must_be_woken_by(
                || run(async {}),
                "it polls the handle of a task that ends. Is the result stored before the waker \
                 is used, and is nothing borrowed while it is?",
            );
            assert!(
                seen == Ok(42),
                "the join handle returned {seen:?}, expected Ok(42): does the task store its \
                 result?"
            );
        });
    }
}
