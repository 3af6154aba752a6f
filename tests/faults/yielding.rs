//! No loop over the runtime's own primitives keeps the other tasks from running.

use std::cell::Cell;
use std::future::pending;
use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;

use futures::poll;
use jacobio::{task, time};

use crate::support::jacobio::new_runtime;

/// Runs `forever`, which never ends, beside a task that needs to run three times, on both clocks.
fn lets_others_run<F: Future>(forever: impl Fn() -> F) {
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
            // A loop that never yields would not come back here: it stops itself.
            futures::future::select(pin!(forever()), other).await;
        });
        assert_eq!(runs.get(), 3);
    }
}

/// Ends a loop that would starve all others, so that the test fails instead of hanging.
fn count(rounds: &mut u32) {
    *rounds += 1;
    assert!(*rounds < 1000, "the other tasks are starved");
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

#[test]
fn a_sleep_whose_deadline_has_come_is_pending_once() {
    new_runtime().block_on(async {
        for pause_first in [false, true] {
            if pause_first {
                time::pause();
            }
            let mut sleep = pin!(time::sleep_until(time::Instant::now()));
            assert!(!sleep.is_elapsed());
            assert!(poll!(&mut sleep).is_pending());
            assert!(poll!(&mut sleep).is_ready());
            assert!(sleep.is_elapsed());
        }
    });
}

/// The same loops end on tokio too, by its budget: after 128 operations.
#[test]
fn tokio_lets_others_run_by_its_budget() {
    use tokio::{task, time};

    crate::support::tokio::new_runtime().block_on(async {
        let past = time::Instant::now();
        let other = task::spawn_local(async {});
        let mut rounds = 0;
        while !other.is_finished() {
            time::sleep_until(past).await;
            rounds += 1;
            assert!(rounds < 100_000, "the other tasks are starved");
        }
    });
}
