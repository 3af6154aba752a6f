//! What the article's loop does, on futures.

use std::cell::{Cell, RefCell};
use std::panic::catch_unwind;
use std::rc::Rc;
use std::time::Instant;

use futures::future::{join_all, select};
use futures::stream::{FuturesUnordered, StreamExt};
use stage4_await::busy::{Duration, LocalRuntime, pause, sleep, spawn_local};

fn run<F: Future + 'static>(main: F) -> F::Output {
    pause();
    LocalRuntime::new().expect("it never fails").block_on(main)
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

/// `join_all` polls more than thirty futures only when their own wakers were called.
#[test]
fn many_sleeps_that_are_joined_all_end() {
    let ends = run(async { join_all((0..31).map(|_| sleep(Duration::from_secs(1)))).await });
    assert_eq!(ends.len(), 31);
}

#[test]
fn sleeps_in_a_set_that_polls_only_what_was_woken_all_end() {
    let ends = run(async {
        let sleeps: FuturesUnordered<_> =
            [2, 1].map(|seconds| sleep(Duration::from_secs(seconds))).into_iter().collect();
        sleeps.count().await
    });
    assert_eq!(ends, 2);
}

/// On the real clock: the simulated one stands in the crate, where a test can't read it.
#[test]
fn a_dropped_sleep_keeps_the_loop_running_until_its_time_is_up() {
    let nap = |millis| Box::pin(sleep(Duration::from_millis(millis)));
    let start = Instant::now();
    let runtime = LocalRuntime::new().expect("it never fails");
    runtime.block_on(async move { drop(select(nap(1), nap(30)).await) });
    assert!(start.elapsed() >= Duration::from_millis(30));
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
