//! The textbook event loop on futures: a task is polled only when it was woken, and the thread
//! waits while no task is ready.

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

use crate::clock;
/// Switches to the simulated clock. The name is tokio's, so that one program runs on every loop.
pub use crate::clock::simulate as pause;

/// A task is a future that the event loop owns. Its result goes to its handle, so the task itself
/// returns `()`. `Pin` promises that the future stays where it is.
type Task = Pin<Box<dyn Future<Output = ()>>>;

thread_local! {
    /// The ready queue: the ids of the tasks that were woken. Other threads may send them too.
    static READY: (Sender<usize>, Receiver<usize>) = channel();
    /// The tasks that have not ended, by id, each with its waker. The one being polled is not here.
    static TASKS: RefCell<BTreeMap<usize, (Task, Waker)>> = RefCell::default();
    /// The timers that have not fired, by deadline. The id keeps those of one deadline apart.
    static TIMERS: RefCell<BTreeMap<(Duration, usize), Waker>> = RefCell::default();
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
pub struct JoinHandle<T>(Rc<Join<T>>);

/// What a task shares with its handle.
struct Join<T> {
    result: Cell<Option<T>>,
    /// The waker of the task that awaits the handle.
    awaiter: Cell<Option<Waker>>,
}

impl<T> Future for JoinHandle<T> {
    /// Always `Ok`. In tokio it is `Err` if the task panicked; here a panic ends the whole loop.
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
        main.0.result.take().expect("an empty map means that main has ended")
    }
}

/// Waits until a task is ready, and returns its id. Returns `None` once all tasks have ended.
fn next_ready() -> Option<usize> {
    while !TASKS.with_borrow(BTreeMap::is_empty) {
        let until_next_deadline = fire_timers();
        let timeout = clock::real_time(until_next_deadline);
        // The thread waits here. A wake-up from any thread ends the wait, and so does the timeout.
        if let Ok(id) = READY.with(|(_, ready)| ready.recv_timeout(timeout)) {
            return Some(id);
        }
    }
    None
}

/// Wakes the tasks whose deadlines have passed. Returns the time until the next deadline.
fn fire_timers() -> Duration {
    let now = clock::now();
    while let Some(((deadline, id), waker)) = TIMERS.with_borrow_mut(BTreeMap::pop_first) {
        if deadline > now {
            // Not due yet: it goes back.
            TIMERS.with_borrow_mut(|timers| timers.insert((deadline, id), waker));
            return deadline.saturating_sub(now);
        }
        waker.wake();
    }
    Duration::MAX
}

/// Ends once `duration` has passed. It is pending at least once, until its timer has fired.
pub async fn sleep(duration: Duration) {
    let end = clock::now().saturating_add(duration);
    let timer = (end, new_id());
    // The waker is a placeholder: the first poll, below, replaces it.
    TIMERS.with_borrow_mut(|timers| timers.insert(timer, Waker::noop().clone()));
    let time_is_up = poll_fn(move |cx| {
        // The event loop has removed the timer: it has fired.
        if TIMERS.with_borrow(|timers| !timers.contains_key(&timer)) {
            return Poll::Ready(());
        }
        // At each poll, because the future may have moved to another task. The map is not borrowed
        // while wakers are cloned and dropped: a waker of another kind may use the timers then.
        let waker = cx.waker().clone();
        TIMERS.with_borrow_mut(|timers| timers.insert(timer, waker));
        Poll::Pending
    });
    time_is_up.await;
}
