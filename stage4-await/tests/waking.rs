//! What the textbook loop does: all that the busy one does, and no poll without a wake-up.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::io::{self, Write};
use std::panic::catch_unwind;
use std::pin::pin;
use std::process;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;
use std::time::Instant;

use stage4_await::waking::{Duration, JoinHandle, LocalRuntime, pause, sleep, spawn_local};

/// Ends the process if a test takes longer than any machine needs: a loop that hangs can't be
/// stopped otherwise. Dropped in time, it does nothing.
fn watchdog() -> Sender<()> {
    let (alive, watched) = channel();
    let test = thread::current().name().unwrap_or("a test").to_owned();
    thread::spawn(move || {
        if watched.recv_timeout(Duration::from_secs(20)) == Err(RecvTimeoutError::Timeout) {
            // Not by a macro: what those print is captured, and lost with the process.
            let _ = writeln!(io::stderr(), "{test} hangs");
            process::exit(1);
        }
    });
    alive
}

/// Runs `main` on the real clock.
fn run_in_real_time<F: Future + 'static>(main: F) -> F::Output {
    let _watchdog = watchdog();
    LocalRuntime::new().expect("it never fails").block_on(main)
}

/// Runs `main` on the simulated clock.
fn run<F: Future + 'static>(main: F) -> F::Output {
    pause();
    run_in_real_time(main)
}

/// A future that is pending once and keeps its waker in `kept`.
fn kept_waker(kept: &Rc<RefCell<Option<Waker>>>) -> impl Future<Output = ()> + use<> {
    let kept = Rc::clone(kept);
    let mut polled = false;
    poll_fn(move |cx| {
        if polled {
            return Poll::Ready(());
        }
        polled = true;
        kept.replace(Some(cx.waker().clone()));
        Poll::Pending
    })
}

/// Counts the polls of `future` in `polls`.
fn counted<F: Future<Output = ()>>(
    future: F,
    polls: &Rc<Cell<u32>>,
) -> impl Future<Output = ()> + use<F> {
    let polls = Rc::clone(polls);
    async move {
        let mut future = pin!(future);
        poll_fn(move |cx| {
            polls.set(polls.get() + 1);
            future.as_mut().poll(cx)
        })
        .await;
    }
}

#[test]
fn main_returns_its_result() {
    assert_eq!(run(async { 6 * 7 }), 42);
}

#[test]
fn an_awaited_task_returns_its_result() {
    assert_eq!(run(async { spawn_local(async { "result" }).await }), Ok("result"));
}

#[test]
fn a_spawned_task_is_polled_after_the_task_that_spawns_it() {
    run(async {
        let ran = Rc::new(Cell::new(false));
        let task = spawn_local({
            let ran = Rc::clone(&ran);
            async move { ran.set(true) }
        });
        assert!(!ran.get());
        assert_eq!(task.await, Ok(()));
        assert!(ran.get());
    });
}

#[test]
fn a_zero_length_sleep_lets_the_other_tasks_go_first() {
    let log = Rc::new(RefCell::new(String::new()));
    let task = |name, log: &Rc<RefCell<String>>| {
        let log = Rc::clone(log);
        async move {
            for _ in 0..3 {
                log.borrow_mut().push(name);
                sleep(Duration::ZERO).await;
            }
        }
    };
    let (a, b) = (task('a', &log), task('b', &log));
    run(async {
        spawn_local(a);
        spawn_local(b);
    });
    assert_eq!(log.take(), "ababab");
}

#[test]
fn the_loop_goes_on_until_the_last_task_has_ended() {
    let ended = Rc::new(Cell::new(false));
    let seen = Rc::clone(&ended);
    run(async {
        spawn_local(async move {
            sleep(Duration::from_secs(1)).await;
            ended.set(true);
        });
    });
    assert!(seen.get());
}

#[test]
fn sleeps_end_in_the_order_of_their_deadlines() {
    let log = Rc::new(RefCell::new(Vec::new()));
    let seen = Rc::clone(&log);
    run(async move {
        for seconds in [3, 1, 2] {
            let log = Rc::clone(&log);
            spawn_local(async move {
                sleep(Duration::from_secs(seconds)).await;
                log.borrow_mut().push(seconds);
            });
        }
    });
    assert_eq!(seen.take(), [1, 2, 3]);
}

#[test]
fn a_sleeping_task_is_polled_once_to_start_and_once_to_end() {
    let polls = Rc::new(Cell::new(0));
    run(counted(sleep(Duration::from_secs(1)), &polls));
    assert_eq!(polls.get(), 2);
}

#[test]
fn a_task_is_polled_once_for_each_wake_up() {
    let (kept, polls) = (Rc::default(), Rc::new(Cell::new(0)));
    let waiting = counted(kept_waker(&kept), &polls);
    let seen = Rc::clone(&polls);
    run(async move {
        let waiting = spawn_local(waiting);
        sleep(Duration::from_secs(1)).await;
        assert_eq!(polls.get(), 1, "it is not polled while no wake-up comes");
        kept.take().expect("it was polled").wake();
        assert_eq!(waiting.await, Ok(()));
    });
    assert_eq!(seen.get(), 2);
}

#[test]
fn a_task_that_is_woken_twice_is_polled_twice() {
    let polls = Rc::new(Cell::new(0));
    let counted = Rc::clone(&polls);
    run(poll_fn(move |cx| {
        counted.set(counted.get() + 1);
        if counted.get() == 3 {
            return Poll::Ready(());
        }
        if counted.get() == 1 {
            cx.waker().wake_by_ref();
            cx.waker().wake_by_ref();
        }
        Poll::Pending
    }));
    assert_eq!(polls.get(), 3);
}

#[test]
#[should_panic(expected = "in a task")]
fn a_panic_ends_the_loop() {
    run(async {
        spawn_local(async { panic!("in a task") });
        sleep(Duration::from_secs(1)).await;
        unreachable!("the loop has ended");
    });
}

#[test]
#[should_panic(expected = "this loop is running already")]
fn block_on_inside_a_task_is_refused() {
    run(async { LocalRuntime::new().expect("it never fails").block_on(async {}) });
}

#[test]
#[should_panic(expected = "or ended in a panic")]
fn block_on_after_a_panic_is_refused() {
    let panicked = catch_unwind(|| run(async { panic!("in a task") }));
    assert!(panicked.is_err());
    run(async {});
}

/// A waker whose drop uses the timers: it makes a sleep.
struct SleepsWhenDropped;

impl Wake for SleepsWhenDropped {
    fn wake(self: Arc<Self>) {}
}

impl Drop for SleepsWhenDropped {
    fn drop(&mut self) {
        let nap = pin!(sleep(Duration::ZERO));
        assert!(nap.poll(&mut Context::from_waker(Waker::noop())).is_pending());
    }
}

#[test]
fn a_waker_that_a_sleep_replaces_may_use_the_timers_when_it_is_dropped() {
    run(async {
        let mut nap = Box::pin(sleep(Duration::from_secs(1)));
        let waker = Waker::from(Arc::new(SleepsWhenDropped));
        assert!(nap.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
        drop(waker); // the timer has the last one
        nap.await;
    });
}

#[test]
fn a_wake_up_from_another_thread_ends_the_wait() {
    let kept = Rc::default();
    let waiting = kept_waker(&kept);
    let other_thread = Rc::new(Cell::new(None));
    let started = Rc::clone(&other_thread);
    // On the real clock, where no timer ends the wait.
    run_in_real_time(async move {
        let waiting = spawn_local(waiting);
        spawn_local(async move {
            let waker = kept.take().expect("the task before has been polled");
            started.set(Some(thread::spawn(move || {
                thread::sleep(Duration::from_millis(20));
                waker.wake();
            })));
        });
        assert_eq!(waiting.await, Ok(()));
    });
    let other_thread = other_thread.take().expect("it was started");
    other_thread.join().expect("waking never panics");
}

#[test]
fn a_wake_up_after_the_task_or_its_thread_has_ended_does_nothing() {
    let waker = thread::spawn(|| {
        let kept = Rc::default();
        let waiting = kept_waker(&kept);
        run(async move {
            let waiting = spawn_local(waiting);
            sleep(Duration::ZERO).await;
            let waker = kept.take().expect("it was polled");
            waker.wake_by_ref();
            waker.wake_by_ref();
            assert_eq!(waiting.await, Ok(()));
            waker.wake_by_ref();
            sleep(Duration::ZERO).await;
            waker
        })
    });
    waker.join().expect("the loop has ended").wake();
}

#[test]
fn a_handle_wakes_the_task_that_polled_it_last() {
    run(async {
        let task = spawn_local(sleep(Duration::from_secs(1)));
        let task: Rc<RefCell<JoinHandle<()>>> = Rc::new(RefCell::new(task));
        let poll = |task: &Rc<RefCell<JoinHandle<()>>>, cx: &mut Context<'_>| {
            pin!(&mut *task.borrow_mut()).poll(cx)
        };
        // This task polls the handle first, and gives it to another.
        poll_fn(|cx| Poll::Ready(poll(&task, cx).is_pending())).await;
        let other = spawn_local(poll_fn(move |cx| poll(&task, cx)));
        assert_eq!(other.await, Ok(Ok(())));
    });
}

#[test]
fn a_sleep_wakes_the_task_that_polled_it_last() {
    run(async {
        let mut nap = Box::pin(sleep(Duration::from_secs(1)));
        poll_fn(|cx| Poll::Ready(nap.as_mut().poll(cx).is_pending())).await;
        assert_eq!(spawn_local(nap).await, Ok(()));
    });
}

#[test]
fn a_dropped_sleep_leaves_its_timer_and_keeps_no_task_waiting() {
    let start = Instant::now();
    run_in_real_time(async {
        let mut nap = Box::pin(sleep(Duration::from_secs(3600)));
        poll_fn(|cx| Poll::Ready(nap.as_mut().poll(cx).is_pending())).await;
    });
    assert!(start.elapsed() < Duration::from_secs(60));
}
