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
/// Simulates the clock. Named as in jacobio and tokio, so that one program runs on every loop.
pub use crate::clock::simulate as pause;

/// A task is a future that the event loop owns. What that returns goes to the task's handle, so the
/// task itself returns `()`. `Pin` says that it stays where it is.
type Task = Pin<Box<dyn Future<Output = ()>>>;

thread_local! {
    /// A queue rather than a list, so that tasks come and go in constant time.
    static EVENT_LOOP: RefCell<VecDeque<Task>> = const { RefCell::new(VecDeque::new()) };
}

/// The result of a task, as soon as it has one. The article's `Task` seen from outside.
///
/// Like any future, it must not be polled again once it was ready: it would be pending for ever.
#[doc(alias = "Task")]
pub struct JoinHandle<T>(Rc<Cell<Option<T>>>);

impl<T> Future for JoinHandle<T> {
    /// Always `Ok`. In tokio it is `Err` if the task panicked; here a panic ends the whole loop.
    type Output = Result<T, Infallible>;

    #[doc(alias = "__await__")]
    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Self::Output> {
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
    /// There is nothing to make: each thread has its queue.
    ///
    /// # Errors
    ///
    /// Never. Tokio's may.
    pub fn new() -> io::Result<Self> {
        Ok(Self)
    }

    /// Runs `main` and every task to its end, also those that `main` doesn't wait for.
    ///
    /// A task must not call this: it would wait for all other tasks, and perhaps one of them waits
    /// for it.
    ///
    /// # Panics
    ///
    /// If a task does, as the article's loop ends with the exception of a task. The other tasks are
    /// dropped when the thread ends. Their `Drop` must not spawn a task: that aborts the process.
    #[doc(alias = "run")]
    pub fn block_on<F: Future + 'static>(&self, main: F) -> F::Output {
        let main = spawn_local(main);
        // This loop polls all tasks anyway, so its waker has nothing to do.
        let mut cx = Context::from_waker(Waker::noop());
        // The queue is not borrowed while a task is polled: the task may spawn another.
        while let Some(mut task) = EVENT_LOOP.with_borrow_mut(VecDeque::pop_front) {
            if task.as_mut().poll(&mut cx).is_pending() {
                EVENT_LOOP.with_borrow_mut(|event_loop| event_loop.push_back(task));
            }
        }
        main.0.take().expect("an empty queue means that main has ended")
    }
}

/// Ends once `duration` has passed. As in the article it spawns a task that reads the clock whenever
/// it is polled, and awaits that.
pub async fn sleep(duration: Duration) {
    let end = clock::now().saturating_add(duration);
    let time_is_up =
        poll_fn(move |_| if clock::now() < end { Poll::Pending } else { Poll::Ready(()) });
    // `Ok` is the only case: there is no value of type `Infallible` that an `Err` could hold.
    let Ok(()) = spawn_local(time_is_up).await;
}
