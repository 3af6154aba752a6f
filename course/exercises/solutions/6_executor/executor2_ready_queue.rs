//! The executor, step 2: the solution
//!
//! To take the task out of the map for its poll solves two things: the map is free while the task
//! runs, and a task that has ended is simply not put back.

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
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;

    use support::{counted, must_end, own_waker, yield_now};

    use super::*;

    /// Names what may be wrong if a test hangs: first what this test is about, then what all need.
    fn hangs(first: &str) -> String {
        format!(
            "{first}\n- Is a pending task in the map again, under its own id, when that id is \
             taken from the ready queue?\n- Is the ready queue read from its front?\n- Does a \
             task that has ended stay out of the map, so that the loop can end?"
        )
    }

    fn run<F: Future + 'static>(main: F) -> F::Output {
        pause();
        LocalRuntime::new().expect("it never fails").block_on(main)
    }

    /// What a task waits for, and how to wake it.
    #[derive(Default)]
    struct Event {
        happened: Cell<bool>,
        waker: Cell<Option<Waker>>,
    }

    impl Event {
        /// Pending until the event has happened. It keeps the waker and doesn't use it.
        fn wait(self: &Rc<Self>) -> impl Future<Output = ()> + use<> {
            let event = Rc::clone(self);
            poll_fn(move |cx| {
                event.waker.set(Some(cx.waker().clone()));
                if event.happened.get() { Poll::Ready(()) } else { Poll::Pending }
            })
        }

        fn happen(&self) {
            self.happened.set(true);
            let waker = self.waker.take();
            let waker = waker.expect(
                "a new task was not polled while another one yielded: does `spawn_local` put its \
                 id into the ready queue, and is that queue read from its front?",
            );
            waker.wake();
        }
    }

    #[test]
    fn a_task_that_was_not_woken_is_not_polled() {
        let if_not = "A task was woken, and another one awaits its join handle.\n- Does the loop \
                      poll a task that was woken, with its own waker?\n- Does the join handle \
                      wake the task that awaits it?";
        must_end(&hangs(if_not), || {
            run(async {
                let event = Rc::new(Event::default());
                let (polls, waits) = counted("a task that waits", event.wait());
                let task = spawn_local(waits);
                polls.expect(0, "`spawn_local` only makes a task. Does it poll it, too?");
                for _ in 0..10 {
                    yield_now().await;
                }
                polls.expect(
                    1,
                    "a new task is polled once, and then not until it is woken. Does the loop go \
                     by the ready queue?",
                );
                event.happen();
                let Ok(()) = task.await;
                polls.expect(2, "it was woken once. Is it polled once for each wake-up?");
            });
        });
    }

    #[test]
    fn a_new_task_is_polled() {
        let if_not = "A task is new.\n- Does `spawn_local` put its id into the ready queue, so \
                      that it gets its first poll?";
        must_end(&hangs(if_not), || {
            let seen = run(counted("main", async { 42 }).1);
            assert!(
                seen == 42,
                "`block_on` returned {seen}, expected 42: does it return the result of `main`?"
            );
        });
    }

    #[test]
    fn a_task_may_spawn_another_one_and_wait_for_it() {
        let if_not =
            "A task awaits a join handle.\n- Does the handle wake it while the result is missing?";
        must_end(&hangs(if_not), || {
            let result = run(async {
                let Ok(result) = spawn_local(async {
                    yield_now().await;
                    42
                })
                .await;
                result
            });
            assert!(
                result == 42,
                "a join handle returned {result}, expected 42: does it return the result of its \
                 own task?"
            );
        });
    }

    #[test]
    fn tasks_are_polled_in_the_order_of_their_wake_ups() {
        let if_not = "Three tasks were woken.\n- Does the loop poll each of them again?";
        must_end(&hangs(if_not), || {
            let log = Rc::new(RefCell::new(String::new()));
            let seen = Rc::clone(&log);
            run(async move {
                let events: Vec<Rc<Event>> = (0..3).map(|_| Rc::default()).collect();
                for (event, name) in events.iter().zip(["a", "b", "c"]) {
                    let (waits, log) = (event.wait(), Rc::clone(&log));
                    spawn_local(async move {
                        waits.await;
                        log.borrow_mut().push_str(name);
                    });
                }
                yield_now().await;
                for event in [2, 0, 1] {
                    events[event].happen();
                }
            });
            let seen = seen.take();
            assert!(
                seen.len() == 3,
                "of three tasks that `main` doesn't wait for, {} ran to their ends: does the loop \
                 go on until the map is empty?",
                seen.len()
            );
            assert!(
                seen == "cab",
                "tasks that were woken in the order cab were polled in the order {seen:?}: is the \
                 ready queue read from its front?"
            );
        });
    }

    #[test]
    fn a_wake_up_after_the_end_of_a_task_is_ignored() {
        let if_not = "A task has ended, another one awaits its join handle, and then it is \
                      woken.\n- Does the join handle wake the task that awaits it?\n- Does the \
                      loop go on after an id that has no task in the map?";
        must_end(&hangs(if_not), || {
            run(async {
                let Ok(waker) = spawn_local(own_waker()).await;
                waker.wake_by_ref();
                waker.wake();
                // Long enough for the loop to take both ids from the queue.
                for _ in 0..3 {
                    yield_now().await;
                }
            });
        });
    }

    #[test]
    fn the_loop_goes_on_while_a_task_waits_for_another_thread() {
        let if_not = "Another thread has woken a task.\n- Does the loop look into the ready queue \
                      again and again while it is empty?";
        must_end(&hangs(if_not), || {
            let happened = Arc::new(AtomicBool::new(false));
            let mut started = false;
            let (polls, waits) = counted(
                "a task that waits for another thread",
                poll_fn(move |cx| {
                    if happened.load(Ordering::SeqCst) {
                        return Poll::Ready(());
                    }
                    if !started {
                        started = true;
                        let (happened, waker) = (Arc::clone(&happened), cx.waker().clone());
                        thread::spawn(move || {
                            thread::sleep(Duration::from_millis(20));
                            happened.store(true, Ordering::SeqCst);
                            waker.wake();
                        });
                    }
                    Poll::Pending
                }),
            );
            run(waits);
            polls.expect(
                2,
                "it was woken once, by another thread. Does a pending task get into the ready \
                 queue without a wake-up?",
            );
        });
    }

    #[test]
    fn a_sleep_ends() {
        let if_not = "A sleep awaits the join handle of a task that reads the clock.\n- Do both \
                      wake their tasks while they are pending?";
        must_end(&hangs(if_not), || {
            pause();
            let nap = Duration::from_millis(1);
            let start = clock::now();
            run(sleep(nap));
            let passed = clock::now() - start;
            assert!(
                passed >= nap,
                "sleep({nap:?}) ended after {passed:?}: what does it compare with the clock?"
            );
        });
    }
}
