//! The article's event loop on futures: a queue of tasks, each polled again and again until it
//! ends, whether or not it can go on.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::convert::Infallible;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
pub use std::time::Duration;

use crate::clock;
/// Switches to the simulated clock. The name is tokio's, so that one program runs on every loop.
pub use crate::clock::simulate as pause;

/// A task is a future that the event loop owns. Its result goes to its handle, so the task itself
/// returns `()`. `Pin` promises that the future stays where it is.
type Task = Pin<Box<dyn Future<Output = ()>>>;

thread_local! {
    /// A queue rather than a list, so that tasks come and go in constant time.
    static EVENT_LOOP: RefCell<VecDeque<Task>> = RefCell::default();
    /// Set by `block_on`, and cleared when it returns, but not when it panics.
    static IS_RUNNING: Cell<bool> = const { Cell::new(false) };
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
        // This loop polls every task anyway, so its waker has nothing to do.
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
