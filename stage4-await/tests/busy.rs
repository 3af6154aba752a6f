//! What the article's loop does, on futures.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

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
fn a_sleep_of_no_time_lets_the_other_tasks_go_first() {
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
