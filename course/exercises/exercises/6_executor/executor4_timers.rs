//! The executor, step 4: sleep keeps a waker
//!
//! The sleep is the last future that wakes its own task. Let it do what the join handle does: keep
//! a waker where the event will happen. For a sleep, that is in the event loop itself, which reads
//! the clock and wakes the tasks whose deadlines have passed.
//!
//! A timer is a deadline and a waker. The event loop holds the timers in the order of their
//! deadlines. When a deadline has passed, the timer *fires*: it leaves the list, and its waker is
//! used.
//!
//! What to do:
//!
//! - The timers: a map from deadlines to wakers. Two timers can have the same deadline, so the
//!   deadline alone can't be the key. `(Duration, usize)` with a `new_id()` is.
//! - `sleep` adds a timer and is pending until that timer has fired. It needs no task of its own
//!   any more. At each poll it replaces the timer's waker: the last one counts, as in step 3.
//! - `next_ready` fires the timers that are due each time before it looks into the ready queue, so
//!   that a task that is always ready can't keep the others asleep.
//!
//! Use a timer's waker once the timer has left the map, while the map isn't borrowed: the sleep may
//! be polled right inside `wake`, as in step 3, and looks into the map. Dropping a waker may run
//! any code as well, so the map must not be borrowed there either.
//!
//! Use a `BTreeMap` rather than a list: its order is what you need here and in step 5.
//!
//! Look up: `BTreeMap::pop_first`, `BTreeMap::contains_key`, what `BTreeMap::insert` returns.

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
    // TODO: the timers that have not fired, by deadline.
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
        // TODO: wake the tasks whose deadlines have passed.
        if let Ok(id) = READY.with(|(_, ready)| ready.try_recv()) {
            return Some(id);
        }
    }
    None
}

/// Ends once `duration` has passed. As in the article, it spawns a task that reads the clock each
/// time it is polled, and awaits that task.
// TODO: drop the task of its own. Add a timer, and be ready once the event loop has removed it.
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

    use support::{PolledAtOnce, counted, must_end, poll, waker_with_drop, yield_now};

    use super::*;

    const HANGS: &str = "A deadline has passed, and a sleep is not over.\n- Does `next_ready` \
                         look for timers that are due each time that it loops?\n- Is the \
                         waker of the last poll in the timer, and is it used?\n- Does a timer \
                         that is not due stay in the map?\n- Does a timer that fires leave the \
                         map?";

    const NAP: Duration = Duration::from_millis(1);

    fn run<F: Future + 'static>(main: F) -> F::Output {
        pause();
        LocalRuntime::new().expect("it never fails").block_on(main)
    }

    #[test]
    fn a_task_that_sleeps_is_polled_when_its_time_is_up() {
        must_end(HANGS, || {
            let (polls, main) = counted("the task that sleeps", async {
                let start = clock::now();
                sleep(NAP).await;
                clock::now() - start
            });
            let passed = run(main);
            assert!(
                passed >= NAP,
                "sleep({NAP:?}) ended after {passed:?}, expected {NAP:?} or a little more: which \
                 timers are due?"
            );
            assert!(
                passed < 2 * NAP,
                "sleep({NAP:?}) ended after {passed:?}, expected {NAP:?} or a little more: how \
                 often are the deadlines compared with the clock?"
            );
            polls.expect(
                2,
                "once to start, and once when its time is up. Is it woken by the timer that it \
                 waits for, and by nothing else?",
            );
        });
    }

    #[test]
    fn while_a_task_sleeps_nothing_wakes_it() {
        must_end(HANGS, || {
            run(async {
                let sleeper = spawn_local(sleep(NAP));
                yield_now().await;
                yield_now().await;
                let ready: Vec<usize> = READY.with(|(_, ready)| ready.try_iter().collect());
                assert!(
                    ready.is_empty(),
                    "while one task sleeps and another one runs, the ready queue has the ids \
                     {ready:?}, expected none: what wakes a task before the deadline?"
                );
                let tasks = TASKS.with_borrow(BTreeMap::len);
                assert!(
                    tasks == 1,
                    "while one task sleeps and another one runs, the map has {tasks} tasks beside \
                     the one that runs, expected 1: does the sleep still spawn a task of its own?"
                );
                let Ok(()) = sleeper.await;
            });
        });
    }

    #[test]
    fn tasks_are_woken_in_the_order_of_their_deadlines() {
        must_end(HANGS, || {
            let log = Rc::new(RefCell::new(Vec::new()));
            let seen = Rc::clone(&log);
            run(async move {
                for naps in [3, 1, 2] {
                    let log = Rc::clone(&log);
                    spawn_local(async move {
                        sleep(naps * NAP).await;
                        log.borrow_mut().push(naps);
                    });
                }
            });
            let seen = seen.take();
            assert!(
                seen == [1, 2, 3],
                "sleeps of 3, 1 and 2 ms ended in the order {seen:?}, expected [1, 2, 3]: which \
                 timer of the map fires first, and is a sleep over before its timer has fired?"
            );
        });
    }

    #[test]
    fn two_timers_may_have_the_same_deadline() {
        let if_not = "Two tasks sleep until the same instant.\n- Does each have a timer?\n- Does \
                      each timer fire, and leave the map?";
        must_end(if_not, || {
            run(async {
                clock::stop();
                let (one, two) = (spawn_local(sleep(NAP)), spawn_local(sleep(NAP)));
                yield_now().await;
                yield_now().await;
                clock::go_on();
                let (Ok(()), Ok(())) = (one.await, two.await);
            });
        });
    }

    #[test]
    fn all_timers_that_are_due_fire_before_the_next_poll() {
        must_end(HANGS, || {
            let log = Rc::new(RefCell::new(String::new()));
            let seen = Rc::clone(&log);
            run(async move {
                clock::stop();
                let sleeper = |name| {
                    let log = Rc::clone(&log);
                    spawn_local(async move {
                        sleep(NAP).await;
                        log.borrow_mut().push(name);
                    })
                };
                let sleepers = ['a', 'b'].map(sleeper);
                yield_now().await;
                clock::go_on();
                let later = clock::now() + NAP;
                while clock::now() < later {}
                // Both are due now, and this task is ready all the time.
                for _ in 0..4 {
                    log.borrow_mut().push('.');
                    yield_now().await;
                }
                for sleeper in sleepers {
                    let Ok(()) = sleeper.await;
                }
            });
            let seen = seen.take();
            assert!(
                seen.contains("ab"),
                "two timers, a and b, were due while another task, written as a dot, was ready. \
                 The tasks were polled in the order {seen:?}, expected that a and b follow each \
                 other: how many timers fire before the next id is taken from the ready queue?"
            );
        });
    }

    #[test]
    fn a_deadline_that_is_now_has_passed() {
        let if_not = "The clock stands still, and a task sleeps for zero seconds.\n- Is a timer due \
                      when its deadline equals the time of the clock?\n- Does the timer fire, and \
                      leave the map?";
        must_end(if_not, || {
            clock::stop();
            run(sleep(Duration::ZERO));
        });
    }

    #[test]
    fn a_sleep_that_is_polled_inside_wake_is_over() {
        must_end(HANGS, || {
            pause();
            let task = PolledAtOnce::new(sleep(NAP));
            task.must_be_woken_by(
                || run(sleep(2 * NAP)),
                "it polls its sleep when the timer fires. Has the timer left the map before its \
                 waker is used, and has the borrow of the map ended by then?",
            );
        });
    }

    #[test]
    fn a_waker_may_set_a_timer_when_it_is_dropped() {
        must_end(HANGS, || {
            let mut nap = Box::pin(sleep(NAP));
            let waker = waker_with_drop(|| {
                let _ = poll(&mut Box::pin(sleep(NAP)), Waker::noop());
            });
            let mut first = || poll(&mut nap, &waker).is_pending();
            assert!(first(), "a sleep was over at its first poll: is its timer in the map?");
            drop(waker);
            // The second poll replaces the waker, and so drops the first one.
            let second = || poll(&mut nap, Waker::noop()).is_pending();
            let end = catch_unwind(AssertUnwindSafe(second));
            assert!(
                end.is_ok_and(|is_pending| is_pending),
                "a waker of another kind was replaced, and sets a timer when it is dropped: is the \
                 map still borrowed when the old waker is dropped?"
            );
        });
    }

    #[test]
    fn a_zero_length_sleep_lets_the_others_go_first() {
        must_end(HANGS, || {
            let log = Rc::new(RefCell::new(String::new()));
            let seen = Rc::clone(&log);
            run(async move {
                for name in ["a", "b"] {
                    let log = Rc::clone(&log);
                    spawn_local(async move {
                        for _ in 0..3 {
                            log.borrow_mut().push_str(name);
                            sleep(Duration::ZERO).await;
                        }
                    });
                }
            });
            let seen = seen.take();
            assert!(
                seen == "ababab",
                "two tasks with zero-length sleeps ran in the order {seen}, expected ababab: is a \
                 sleep pending until its timer has fired, even if its time is up at once?"
            );
        });
    }

    #[test]
    fn a_sleep_may_move_to_another_task() {
        must_end(
            "A sleep was polled on one task and is awaited on another.\n- Which task's waker is \
             in its timer?\n- Does the timer fire, and leave the map?",
            || {
                run(async {
                    let mut nap = Box::pin(sleep(NAP));
                    let first = poll_fn(|cx| Poll::Ready(nap.as_mut().poll(cx))).await;
                    assert!(
                        first.is_pending(),
                        "a sleep was over at its first poll: is it pending until its timer has \
                         fired?"
                    );
                    let (polls, other) = counted("the other task", nap);
                    let Ok(()) = spawn_local(other).await;
                    polls.expect(
                        2,
                        "once to start, and once when its time is up. Is the sleep over then, and \
                         not before?",
                    );
                });
            },
        );
    }

    #[test]
    fn a_sleep_that_is_polled_early_goes_on() {
        let if_not = "A sleep was polled early.\n- Does it still have its timer?\n- Does the \
                      timer fire, and leave the map?";
        must_end(if_not, || {
            let passed = run(async {
                let start = clock::now();
                let mut nap = Box::pin(sleep(NAP));
                for _ in 0..3 {
                    let early = poll_fn(|cx| Poll::Ready(nap.as_mut().poll(cx))).await;
                    assert!(
                        early.is_pending(),
                        "a sleep that was polled early was over: does its timer stay in the map \
                         until it fires?"
                    );
                    let later = clock::now() + NAP / 5;
                    while clock::now() < later {}
                    yield_now().await;
                }
                nap.await;
                clock::now() - start
            });
            assert!(
                NAP <= passed && passed < NAP * 3 / 2,
                "sleep({NAP:?}), polled early, ended after {passed:?}: does a poll change the \
                 deadline?"
            );
        });
    }

    #[test]
    fn a_task_that_is_always_ready_does_not_keep_the_others_asleep() {
        must_end(HANGS, || {
            run(async {
                let is_over = Rc::new(Cell::new(false));
                let ended = Rc::clone(&is_over);
                spawn_local(async move {
                    sleep(NAP).await;
                    ended.set(true);
                });
                let mut polls = 0;
                while !is_over.get() {
                    polls += 1;
                    assert!(
                        polls < 1000,
                        "a task that is always ready was polled {polls} times, and the sleep of \
                         another task is not over: does `next_ready` fire the timers each time \
                         before it looks into the ready queue?"
                    );
                    yield_now().await;
                }
            });
        });
    }
}
