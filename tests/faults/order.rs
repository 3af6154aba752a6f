//! The order of polls, where jacobio's rule differs from tokio's.

use std::future::pending;
use std::time::Duration;

use crate::support::{Log, Probe};

/// Three tasks that yield three times each.
macro_rules! three_tasks_that_yield {
    ($runtime:ident) => {{
        let log = Log::default();
        crate::support::$runtime::new_runtime().block_on(async {
            let spawn = |number| {
                let log = log.clone();
                $runtime::task::spawn_local(async move {
                    for _ in 0..3 {
                        $runtime::task::yield_now().await;
                        log.record(number);
                    }
                })
            };
            let tasks = [0, 1, 2].map(spawn);
            for task in tasks {
                task.await.unwrap();
            }
        });
        log.events()
    }};
}

#[test]
fn tasks_that_yield_are_polled_first_in_first_out() {
    assert_eq!(three_tasks_that_yield!(jacobio), "0 1 2 0 1 2 0 1 2");
}

#[test]
fn tokio_polls_tasks_that_yielded_last_in_first_out() {
    assert_eq!(three_tasks_that_yield!(tokio), "2 1 0 0 1 2 2 1 0");
}

/// Main joins a task that ends while a second one is in the queue, which spawns a third.
macro_rules! main_joins_the_first_of_two {
    ($runtime:ident) => {{
        let log = Log::default();
        crate::support::$runtime::new_runtime().block_on(async {
            let (one, two, three) = (log.clone(), log.clone(), log.clone());
            let joined = $runtime::task::spawn_local(async move { one.record("joined") });
            $runtime::task::spawn_local(async move {
                two.record("spawns");
                $runtime::task::spawn_local(async move { three.record("spawned") });
            });
            joined.await.unwrap();
            log.record("main");
        });
        log.events()
    }};
}

#[test]
fn main_is_queued_as_any_other_task() {
    assert_eq!(main_joins_the_first_of_two!(jacobio), "joined spawns main");
}

#[test]
fn tokio_polls_main_outside_the_queue() {
    assert_eq!(main_joins_the_first_of_two!(tokio), "joined spawns spawned main");
}

/// Main spawns a child, then sleeps for zero time on a paused clock.
macro_rules! polls_of_a_child_during_sleep_0 {
    ($runtime:ident) => {{
        let child = Probe::default();
        crate::support::$runtime::paused().block_on(async {
            $runtime::task::spawn_local(child.future());
            $runtime::time::sleep(Duration::ZERO).await;
        });
        child.polls()
    }};
}

#[test]
fn sleep_0_lets_a_spawned_task_be_polled() {
    assert_eq!(polls_of_a_child_during_sleep_0!(jacobio), 1);
}

#[test]
fn tokios_sleep_0_lets_no_task_be_polled_on_a_paused_clock() {
    assert_eq!(polls_of_a_child_during_sleep_0!(tokio), 0);
}

mod on_jacobio {
    use super::*;
    use crate::support::jacobio::new_runtime;
    use futures::poll;
    use jacobio::{task, time};

    fn run<T>(main: impl Future<Output = T>) -> T {
        new_runtime().block_on(main)
    }

    #[test]
    fn sleep_0_yields_exactly_once_on_both_clocks() {
        run(async {
            for pause_first in [false, true] {
                if pause_first {
                    time::pause();
                }
                let mut sleep = Box::pin(time::sleep(Duration::ZERO));
                assert!(!sleep.is_elapsed());
                assert!(poll!(&mut sleep).is_pending());
                assert!(poll!(&mut sleep).is_ready());
                assert!(sleep.is_elapsed());
            }
        });
    }

    #[test]
    fn sleep_0_takes_no_time_and_goes_to_the_back_of_the_queue() {
        let log = Log::default();
        run(async {
            time::pause();
            let start = time::Instant::now();
            let (one, two) = (log.clone(), log.clone());
            let tasks = [
                task::spawn_local(async move {
                    for _ in 0..3 {
                        time::sleep(Duration::ZERO).await;
                        one.record("sleeps");
                    }
                }),
                task::spawn_local(async move {
                    for _ in 0..3 {
                        task::yield_now().await;
                        two.record("yields");
                    }
                }),
            ];
            for task in tasks {
                task.await.unwrap();
            }
            assert_eq!(start.elapsed(), Duration::ZERO);
        });
        assert_eq!(log.events(), ["sleeps yields"; 3].join(" "));
    }

    #[test]
    fn main_has_a_task_id() {
        run(async {
            let main = task::id();
            let child = task::spawn_local(async { task::id() });
            assert_ne!(child.await.unwrap(), main);
            assert_eq!(task::id(), main);
        });
    }

    #[test]
    fn a_spawned_task_is_polled_after_the_tasks_that_are_ready() {
        let log = Log::default();
        run(async {
            for number in 0..3 {
                let (log, child) = (log.clone(), log.clone());
                task::spawn_local(async move {
                    log.record(number);
                    task::spawn_local(async move { child.record(number * 10) });
                });
            }
            log.record("main");
            task::yield_now().await;
            task::yield_now().await;
        });
        assert_eq!(log.events(), "main 0 1 2 0 10 20");
    }

    #[test]
    fn a_leftover_task_keeps_its_place_in_the_queue_until_the_next_block_on() {
        let runtime = new_runtime();
        let log = Log::default();
        let (one, two) = (log.clone(), log.clone());
        runtime.spawn_local(async move {
            one.record("1a");
            task::yield_now().await;
            one.record("1b");
            pending::<()>().await;
        });
        runtime.block_on(async {});
        runtime.spawn_local(async move { two.record("2") });
        runtime.block_on(async { log.record("main") });
        assert_eq!(log.events(), "1a 1b 2 main");
    }
}

#[test]
fn ids_are_unique_within_their_runtime_only() {
    fn ids<T: PartialEq>(new: impl Fn() -> T) -> bool {
        new() == new()
    }
    assert!(ids(|| crate::support::jacobio::new_runtime().spawn_local(async {}).id()));
    assert!(!ids(|| crate::support::tokio::new_runtime().spawn_local(async {}).id()));
}
