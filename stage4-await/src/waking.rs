//! The textbook event loop: a task is polled only when it was woken, and the thread waits while
//! none is.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::future::poll_fn;
use std::io;
use std::mem;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::task::{Context, Poll, Wake, Waker};
pub use std::time::Duration;

use crate::clock;
/// Simulates the clock. The name is the other runtime's, so that one program fits both.
pub use crate::clock::simulate as pause;

/// A task is a future that gives nothing but control. `Pin` says that it stays where it is.
type Task = Pin<Box<dyn Future<Output = ()>>>;

thread_local! {
    /// The ready queue: the ids of the tasks that were woken. Other threads may send them too.
    static READY: (Sender<usize>, Receiver<usize>) = channel();
    /// The tasks that have not ended, by id, each with its waker. The one being polled is not here.
    static TASKS: RefCell<BTreeMap<usize, (Task, Waker)>> = const { RefCell::new(BTreeMap::new()) };
    /// The timers that have not fired, by deadline. A number tells those of one deadline apart.
    static TIMERS: RefCell<BTreeMap<(Duration, usize), Waker>> =
        const { RefCell::new(BTreeMap::new()) };
    static NEXT_NUMBER: Cell<usize> = const { Cell::new(0) };
}

/// Returns a number that no other task or timer has.
fn new_number() -> usize {
    NEXT_NUMBER.replace(NEXT_NUMBER.get() + 1)
}

/// What the waker of a task holds.
struct TaskWaker {
    id: usize,
    ready: Sender<usize>,
}

impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        // Fails if the event loop's thread has ended. Its tasks are gone then.
        let _ = self.ready.send(self.id);
    }
}

/// The result of a task, as soon as it has one. The article's `Task` seen from outside.
#[doc(alias = "Task")]
pub struct JoinHandle<T>(Rc<Join<T>>);

/// What a task shares with its handle.
struct Join<T> {
    result: Cell<Option<T>>,
    /// The waker of the task that awaits the handle.
    awaiter: Cell<Option<Waker>>,
}

impl<T> Future for JoinHandle<T> {
    /// Always `Ok`. Tokio's handle can also tell of a panic; here a panic ends the whole loop.
    type Output = Result<T, Infallible>;

    #[doc(alias = "__await__")]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.awaiter.set(Some(cx.waker().clone()));
        self.0.result.take().map_or(Poll::Pending, |result| Poll::Ready(Ok(result)))
    }
}

/// Puts a task for `future` at the back of the queue.
#[doc(alias = "create_task")]
pub fn spawn_local<F: Future + 'static>(future: F) -> JoinHandle<F::Output> {
    let join = Rc::new(Join { result: Cell::new(None), awaiter: Cell::new(None) });
    let handle = JoinHandle(Rc::clone(&join));
    // The article's loop notes that a task has finished. Here that is the task's own last step.
    let task = Box::pin(async move {
        join.result.set(Some(future.await));
        if let Some(awaiter) = join.awaiter.take() {
            awaiter.wake();
        }
    });
    let id = new_number();
    let ready = READY.with(|(ready, _)| ready.clone());
    let waker = Waker::from(Arc::new(TaskWaker { id, ready }));
    // A new task is ready.
    waker.wake_by_ref();
    TASKS.with_borrow_mut(|tasks| tasks.insert(id, (task, waker)));
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
    /// # Panics
    ///
    /// If a task does, as the article's loop ends with the exception of a task. What is in the
    /// queue stays there.
    #[doc(alias = "run")]
    pub fn block_on<F: Future + 'static>(&self, main: F) -> F::Output {
        let main = spawn_local(main);
        while let Some(id) = next_ready() {
            // The map is not borrowed while a task is polled: the task may spawn another.
            let task = TASKS.with_borrow_mut(|tasks| tasks.remove(&id));
            // A task that was woken and has ended since is in the queue, but not in the map.
            let Some((mut task, waker)) = task else { continue };
            let mut cx = Context::from_waker(&waker);
            if task.as_mut().poll(&mut cx).is_pending() {
                TASKS.with_borrow_mut(|tasks| tasks.insert(id, (task, waker)));
            }
        }
        main.0.result.take().expect("an empty map means that main has ended")
    }
}

/// Waits until a task is ready, and returns its id. Returns `None` once all tasks have ended.
fn next_ready() -> Option<usize> {
    while !TASKS.with_borrow(BTreeMap::is_empty) {
        let timeout = fire_timers();
        // The thread waits here. A wake-up from any thread ends the wait, and so does the timeout.
        if let Ok(id) = READY.with(|(_, ready)| ready.recv_timeout(clock::to_wait(timeout))) {
            return Some(id);
        }
    }
    None
}

/// Wakes the tasks whose deadlines have passed. Returns the time until the next deadline.
fn fire_timers() -> Duration {
    let now = clock::now();
    let due = TIMERS.with_borrow_mut(|timers| {
        let later = timers.split_off(&(now, usize::MAX));
        mem::replace(timers, later)
    });
    due.into_values().for_each(Waker::wake);
    let next = TIMERS.with_borrow(|timers| timers.keys().next().copied());
    next.map_or(Duration::MAX, |(deadline, _)| deadline.saturating_sub(now))
}

/// Ends once `duration` has passed. It is pending at least once, until its timer has fired.
pub async fn sleep(duration: Duration) {
    let end = clock::now().saturating_add(duration);
    let timer = (end, new_number());
    let mut registered = false;
    let time_is_up = poll_fn(move |cx| {
        TIMERS.with_borrow_mut(|timers| {
            // The event loop has removed a timer that has fired.
            if registered && !timers.contains_key(&timer) {
                return Poll::Ready(());
            }
            registered = true;
            // Replaced at each poll: the future may have moved to another task meanwhile.
            timers.insert(timer, cx.waker().clone());
            Poll::Pending
        })
    });
    time_is_up.await;
}
