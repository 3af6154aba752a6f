//! No loop over the runtime's own primitives keeps the other tasks from running.

use std::cell::Cell;
use std::future::pending;
use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;

use jacobio::{task, time};

use crate::support::jacobio::new_runtime;

/// Runs `forever`, which never ends, beside a task that needs to run three times, on both clocks.
fn lets_others_run<F: Future + 'static>(forever: impl Fn() -> F) {
    for pause_first in [false, true] {
        let runs = Rc::new(Cell::new(0));
        new_runtime().block_on(async {
            if pause_first {
                time::pause();
            }
            let counted = Rc::clone(&runs);
            let other = task::spawn_local(async move {
                for _ in 0..3 {
                    counted.set(counted.get() + 1);
                    task::yield_now().await;
                }
            });
            // A loop that starves the others stops itself with a panic.
            let forever = task::spawn_local(forever());
            other.await.unwrap();
            assert!(!forever.is_finished());
        });
        assert_eq!(runs.get(), 3);
    }
}

/// Ends a loop that would starve all others, so that the test fails instead of hanging.
fn count(rounds: &mut u32) {
    *rounds += 1;
    assert!(*rounds < 10_000, "the other tasks are starved");
}

#[test]
fn a_loop_of_sleeps_of_no_time_lets_others_run() {
    lets_others_run(|| async {
        let mut rounds = 0;
        loop {
            time::sleep(Duration::ZERO).await;
            count(&mut rounds);
        }
    });
}

#[test]
fn a_loop_of_sleeps_until_now_lets_others_run() {
    lets_others_run(|| async {
        let mut rounds = 0;
        loop {
            time::sleep_until(time::Instant::now()).await;
            count(&mut rounds);
        }
    });
}

#[test]
fn a_loop_of_timeouts_of_no_time_lets_others_run() {
    lets_others_run(|| async {
        let mut rounds = 0;
        loop {
            assert!(time::timeout(Duration::ZERO, pending::<()>()).await.is_err());
            count(&mut rounds);
        }
    });
}

#[test]
fn a_loop_of_first_ticks_lets_others_run() {
    lets_others_run(|| async {
        let mut rounds = 0;
        loop {
            time::interval(Duration::from_secs(1)).tick().await;
            count(&mut rounds);
        }
    });
}

#[test]
fn a_loop_of_missed_ticks_lets_others_run() {
    lets_others_run(|| async {
        let mut rounds = 0;
        let long_ago = time::Instant::now() - Duration::from_secs(1);
        let mut interval = time::interval_at(long_ago, Duration::from_millis(1));
        loop {
            interval.tick().await;
            count(&mut rounds);
        }
    });
}

#[test]
fn a_loop_over_one_sleep_that_has_elapsed_lets_others_run() {
    lets_others_run(|| async {
        let mut rounds = 0;
        let mut sleep = pin!(time::sleep(Duration::ZERO));
        loop {
            sleep.as_mut().await;
            count(&mut rounds);
        }
    });
}

#[test]
fn a_loop_over_one_sleep_that_is_reset_to_now_lets_others_run() {
    lets_others_run(|| async {
        let mut rounds = 0;
        let mut sleep = pin!(time::sleep(Duration::ZERO));
        loop {
            sleep.as_mut().reset(time::Instant::now());
            sleep.as_mut().await;
            count(&mut rounds);
        }
    });
}
