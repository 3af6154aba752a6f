//! The executor, step 5: wait
//!
//! No task is polled without a reason any more. But while no task is ready, `next_ready` spins,
//! and a core is busy with nothing. The thread should wait until something can happen.
//!
//! Only two things can happen while no task runs: another thread wakes a task, and a deadline
//! passes. So one wait is enough. It waits for an id in the ready queue, but not longer than until
//! the next deadline.
//!
//! What to do:
//!
//! - `fire_timers` returns the time until the next deadline, and `Duration::MAX` without a timer.
//! - `next_ready` waits for that long. Pass the time through `clock::real_time`: on the simulated
//!   clock there is nothing to wait for, and it returns zero.
//!
//! Then this is `stage4-await/src/waking.rs`, and you have written an executor.
//!
//! Look up: `mpsc::Receiver::recv_timeout`.

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
        fire_timers();
        // TODO: wait for a wake-up, but not longer than until the next deadline.
        if let Ok(id) = READY.with(|(_, ready)| ready.try_recv()) {
            return Some(id);
        }
    }
    None
}

/// Wakes the tasks whose deadlines have passed.
// TODO: return how long it is until the next deadline.
fn fire_timers() {
    let now = clock::now();
    while let Some(((deadline, id), waker)) = TIMERS.with_borrow_mut(BTreeMap::pop_first) {
        if deadline > now {
            // Not due yet: it goes back.
            TIMERS.with_borrow_mut(|timers| timers.insert((deadline, id), waker));
            return;
        }
        waker.wake();
    }
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

fn main() {
    // The article's last program, on your executor, on the simulated clock.
    LocalRuntime::new().expect("it never fails").block_on(async {
        pause();
        let one = spawn_local(async {
            for _ in 0..2 {
                println!("Task 1");
                sleep(Duration::from_secs(1)).await;
            }
        });
        let two = spawn_local(async {
            for _ in 0..3 {
                println!("Task 2");
                sleep(Duration::ZERO).await;
            }
        });
        let (Ok(()), Ok(())) = (one.await, two.await);
        println!("done");
    });
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;
    use std::time::Instant;

    use support::{if_it_hangs, must_end, this_thread, yield_now};

    use super::*;

    /// A thread that spins reads the clock thousands of times meanwhile.
    const FEW: usize = 8;
    const HANGS: &str = "A deadline has passed, or a task was woken.\n- Does the wait end with \
                         the next deadline?\n- Does a wake-up end it, even one that came before \
                         the wait?\n- Does a timer that is not due stay in the map?";
    const HOUR: Duration = Duration::from_secs(3600);

    /// Runs `main` on the real clock. Returns its result and how often the loop has read the clock.
    fn run<F: Future + 'static>(main: F) -> (F::Output, usize) {
        let before = clock::readings();
        let result = LocalRuntime::new().expect("it never fails").block_on(main);
        (result, clock::readings() - before)
    }

    /// Runs `main` beside a task that sleeps for an hour. It must end long before that, or the
    /// watchdog says `otherwise`. The thread is left behind then, and ends with the process.
    fn must_end_within_the_hour<F: Future<Output = ()> + Send + 'static>(main: F, otherwise: &str) {
        let (ended, end) = channel();
        thread::spawn(move || {
            // So that no deadline is close to the time until then.
            clock::set_forward(HOUR);
            run(async move {
                drop(spawn_local(sleep(HOUR)));
                main.await;
                let _ = ended.send(());
            });
        });
        let _question = if_it_hangs(otherwise);
        end.recv().expect("the loop has panicked: the message above says where");
    }

    /// Pending until another thread wakes the task, `delay` after this thread has begun to wait.
    fn another_thread(delay: Duration) -> impl Future<Output = ()> {
        let happened = Arc::new(AtomicBool::new(false));
        let mut started = false;
        poll_fn(move |cx| {
            if happened.load(Ordering::SeqCst) {
                return Poll::Ready(());
            }
            if !started {
                started = true;
                let (happened, waker) = (Arc::clone(&happened), cx.waker().clone());
                let this_thread = this_thread();
                thread::spawn(move || {
                    this_thread.after_it_waits(delay);
                    happened.store(true, Ordering::SeqCst);
                    waker.wake();
                });
            }
            Poll::Pending
        })
    }

    #[track_caller]
    fn expect_few(readings: usize, during: &str) {
        assert!(
            readings <= FEW,
            "{during}, the loop read the clock {readings} times, expected at most {FEW}: does the \
             thread wait, or does it spin?"
        );
    }

    #[test]
    fn the_thread_waits_while_all_tasks_sleep() {
        must_end(HANGS, || {
            let start = Instant::now();
            let (_, readings) = run(sleep(Duration::from_millis(200)));
            let passed = start.elapsed();
            assert!(
                passed >= Duration::from_millis(200),
                "a sleep of 200 ms ended after {passed:?}, expected 200 ms or more: is the clock \
                 compared with the deadline after the wait?"
            );
            expect_few(readings, "while a task slept");
        });
    }

    #[test]
    fn the_thread_waits_for_another_thread() {
        let if_not = "Another thread wakes the only task when this one waits.\n- Does this thread \
                      wait, or does it spin?\n- How long does it wait without a \
                      timer?\n- Does a wake-up end the wait?";
        must_end(if_not, || {
            let (_, readings) = run(another_thread(Duration::from_millis(200)));
            expect_few(readings, "while a task waited for another thread");
        });
    }

    #[test]
    fn the_wait_ends_with_the_next_deadline() {
        must_end(HANGS, || {
            must_end_within_the_hour(
                sleep(Duration::from_millis(20)),
                "While another task sleeps for an hour, a sleep of 20 ms does not end.\n- Which \
                 deadline is the next?\n- Is the time until then the difference between it and \
                 now?\n- Does a timer that is not due stay in the map?",
            );
        });
    }

    #[test]
    fn a_wake_up_from_another_thread_ends_the_wait_for_a_deadline() {
        must_end(HANGS, || {
            must_end_within_the_hour(
                another_thread(Duration::from_millis(20)),
                "Another task sleeps for an hour, and another thread has woken this one. What \
                 does the loop wait for: the deadline alone, or an id in the ready queue, too?",
            );
        });
    }

    #[test]
    fn a_task_that_is_always_ready_does_not_keep_the_others_asleep() {
        must_end(HANGS, || {
            pause();
            run(async {
                let is_over = Rc::new(Cell::new(false));
                let ended = Rc::clone(&is_over);
                spawn_local(async move {
                    sleep(Duration::from_millis(1)).await;
                    ended.set(true);
                });
                let mut polls = 0;
                while !is_over.get() {
                    polls += 1;
                    assert!(
                        polls < 1000,
                        "a task that is always ready was polled {polls} times, and the sleep of \
                         another task is not over: are the timers still fired each time before an \
                         id is taken from the ready queue?"
                    );
                    yield_now().await;
                }
            });
        });
    }

    #[test]
    fn on_the_simulated_clock_the_thread_does_not_wait() {
        must_end(
            "The simulated clock moves only when it is read.\n- Is the wait passed through \
             `clock::real_time`?\n- Does a timer that is not due stay in the map?",
            || {
                pause();
                run(sleep(Duration::from_millis(20)));
            },
        );
    }

    #[test]
    fn without_tasks_the_loop_ends() {
        must_end(
            "All tasks have ended. Does the loop wait before it looks whether a task is left?",
            || {
                let (seen, _) = run(async { 42 });
                assert!(
                    seen == 42,
                    "`block_on` returned {seen}, expected 42: does it return the result of `main`?"
                );
            },
        );
    }
}
