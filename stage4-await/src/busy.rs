//! The article's event loop on futures: a queue of tasks, each polled again and again until it
//! ends, whether or not it can go on.
//!
//! It burns a core while every task sleeps. The runtime in the other modules is its second half:
//! the same names, and nothing polled that was not woken.

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
pub use crate::clock::simulate as pause;

type Queue = VecDeque<Pin<Box<dyn Future<Output = ()>>>>;

thread_local! {
    /// The event loop: a queue, so that tasks come and go in constant time.
    static EVENT_LOOP: RefCell<Queue> = const { RefCell::new(VecDeque::new()) };
}

/// A task's result, once it has one. Awaiting it yields until then.
pub struct Task<T>(Rc<Cell<Option<T>>>);

impl<T> Future for Task<T> {
    /// A task can't fail without ending the loop, and its result comes as tokio's does.
    type Output = Result<T, Infallible>;

    #[doc(alias = "__await__")]
    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.take().map_or(Poll::Pending, |result| Poll::Ready(Ok(result)))
    }
}

/// Puts a task for `future` at the back of the queue.
#[doc(alias = "create_task")]
pub fn spawn_local<F: Future + 'static>(future: F) -> Task<F::Output> {
    let result = Rc::new(Cell::new(None));
    let task = Task(Rc::clone(&result));
    let future = Box::pin(async move { result.set(Some(future.await)) });
    EVENT_LOOP.with_borrow_mut(|event_loop| event_loop.push_back(future));
    task
}

/// Stands for the event loop, which each thread has one of.
#[derive(Debug)]
pub struct LocalRuntime;

impl LocalRuntime {
    /// As the real one's.
    ///
    /// # Errors
    ///
    /// Never.
    pub fn new() -> io::Result<Self> {
        Ok(Self)
    }

    /// Runs `main` and every task to its end, also those that `main` doesn't wait for.
    ///
    /// # Panics
    ///
    /// When a task does, as the article's loop ends with the exception of a task.
    #[doc(alias = "run")]
    pub fn block_on<F: Future + 'static>(&self, main: F) -> F::Output {
        let main = spawn_local(main);
        // Nobody needs to be woken where everybody is polled.
        let mut cx = Context::from_waker(Waker::noop());
        while let Some(mut task) = EVENT_LOOP.with_borrow_mut(VecDeque::pop_front) {
            if task.as_mut().poll(&mut cx).is_pending() {
                EVENT_LOOP.with_borrow_mut(|event_loop| event_loop.push_back(task));
            }
        }
        main.0.take().expect("an empty queue means that main has ended")
    }
}

/// Ends once `duration` has passed. As in the article it spawns a task that looks at the clock
/// each time it is polled, and awaits that.
pub async fn sleep(duration: Duration) {
    let end = clock::now().saturating_add(duration);
    let time_is_up =
        poll_fn(move |_| if clock::now() < end { Poll::Pending } else { Poll::Ready(()) });
    let Ok(()) = spawn_local(time_is_up).await;
}
