//! A task that is polled right inside `wake`, as some executors do.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Wake, Waker};

use crate::watchdog::if_it_hangs;

type Task = Pin<Box<dyn Future<Output = ()>>>;

thread_local! {
    /// The tasks of this thread. The one being polled is not there, nor is one that has ended.
    static TASKS: RefCell<Vec<Option<Task>>> = const { RefCell::new(Vec::new()) };
}

/// Wakes the task with this index by polling it.
struct PollsAtOnce(usize);

impl Wake for PollsAtOnce {
    fn wake(self: Arc<Self>) {
        let take = |tasks: &mut Vec<Option<Task>>| tasks.get_mut(self.0).and_then(Option::take);
        let Some(mut task) = TASKS.with_borrow_mut(take) else { return };
        let waker = Waker::from(Arc::clone(&self));
        if task.as_mut().poll(&mut Context::from_waker(&waker)).is_pending() {
            TASKS.with_borrow_mut(|tasks| tasks[self.0] = Some(task));
        }
    }
}

/// A task that is polled right inside `wake`. The wake-ups must come on its own thread.
pub struct PolledAtOnce<T> {
    result: Rc<Cell<Option<T>>>,
    polls: Rc<Cell<usize>>,
}

impl<T: 'static> PolledAtOnce<T> {
    /// Makes a task for `future` and polls it for the first time.
    pub fn new(future: impl Future<Output = T> + 'static) -> Self {
        let (result, polls) = (Rc::new(Cell::new(None)), Rc::new(Cell::new(0)));
        let task = Self { result: Rc::clone(&result), polls: Rc::clone(&polls) };
        let mut future = Box::pin(future);
        let future = std::future::poll_fn(move |cx| {
            polls.set(polls.get() + 1);
            future.as_mut().poll(cx).map(|value| result.set(Some(value)))
        });
        let index = TASKS.with_borrow_mut(|tasks| {
            tasks.push(Some(Box::pin(future)));
            tasks.len() - 1
        });
        Arc::new(PollsAtOnce(index)).wake();
        task
    }

    /// Runs `event`, which wakes the task once. Returns the result of the task, which that poll
    /// must have found. Fails with `otherwise` if it has not, or if it panics or hangs.
    #[track_caller]
    pub fn must_be_woken_by(&self, event: impl FnOnce(), otherwise: &str) -> T {
        const TASK: &str = "a task that is polled right inside `wake`";
        let polls = self.polls.get();
        let _question = if_it_hangs(&format!(
            "Either {TASK} is not woken, or that poll does not return: {otherwise}"
        ));
        let end = catch_unwind(AssertUnwindSafe(event));
        let polls = self.polls.get() - polls;
        match (end, self.result.take()) {
            (Ok(()), Some(result)) => result,
            (Ok(()), None) if polls == 0 => panic!("{TASK} was not woken: {otherwise}"),
            (Ok(()), None) => panic!("{TASK} was woken and found nothing there: {otherwise}"),
            (Err(_), _) => panic!("{TASK} was woken, and that has panicked: {otherwise}"),
        }
    }
}
