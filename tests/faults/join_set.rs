//! Sets of tasks: in which order their results come, and what happens to those that are left.

use std::cell::Cell;
use std::future::pending;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::rc::Rc;
use std::time::Duration;

use futures::poll;

use crate::support::on_drop;

const MS: Duration = Duration::from_millis(1);

both_runtimes! {
    #[test]
    fn results_come_in_the_order_in_which_the_tasks_end() {
        paused().block_on(async {
            let mut set = task::JoinSet::new();
            for millis in [3, 1, 2, 1] {
                set.spawn_local(async move {
                    time::sleep(millis * MS).await;
                    millis
                });
            }
            assert_eq!(set.len(), 4);
            let mut joined = Vec::new();
            while let Some(result) = set.join_next().await {
                joined.push(result.unwrap());
            }
            assert_eq!(joined, [1, 1, 2, 3]);
            assert!(set.is_empty());
        });
    }

    #[test]
    fn an_empty_set_has_no_next_task() {
        new_runtime().block_on(async {
            let mut set = task::JoinSet::<()>::new();
            assert!(set.join_next().await.is_none());
            assert!(set.try_join_next().is_none());
            set.shutdown().await;
            assert_eq!(format!("{set:?}"), "JoinSet { len: 0 }");
        });
    }

    #[test]
    fn try_join_next_returns_what_has_ended_and_waits_for_nothing() {
        paused().block_on(async {
            let mut set = task::JoinSet::new();
            set.spawn_local(async { 1 });
            set.spawn_local(pending());
            assert!(set.try_join_next().is_none());
            time::sleep(MS).await;
            assert_eq!(set.try_join_next().unwrap().unwrap(), 1);
            assert!(set.try_join_next().is_none());
            assert_eq!(set.len(), 1);
        });
    }

    #[test]
    fn a_join_that_is_dropped_takes_no_task_along() {
        paused().block_on(async {
            let mut set = task::JoinSet::new();
            set.spawn_local(async { time::sleep(2 * MS).await });
            assert!(time::timeout(MS, set.join_next()).await.is_err());
            assert_eq!(set.len(), 1);
            set.join_next().await.unwrap().unwrap();
        });
    }

    #[test]
    fn the_id_of_a_result_is_that_of_its_task() {
        new_runtime().block_on(async {
            let mut set = task::JoinSet::new();
            let spawned = set.spawn_local(async { task::id() }).id();
            let (joined, own) = set.join_next_with_id().await.unwrap().unwrap();
            assert_eq!((joined, own), (spawned, spawned));
        });
    }

    #[test]
    fn a_panic_is_the_result_of_its_task_alone() {
        new_runtime().block_on(async {
            let mut set = task::JoinSet::new();
            set.spawn_local(async { std::panic::resume_unwind(Box::new("one")) });
            set.spawn_local(async {});
            assert!(set.join_next().await.unwrap().unwrap_err().is_panic());
            assert!(set.join_next().await.unwrap().is_ok());
        });
    }

    #[test]
    fn join_all_goes_on_with_the_panic_of_a_task() {
        let runtime = new_runtime();
        let dropped = Rc::new(Cell::new(false));
        let other = Rc::clone(&dropped);
        let panics = AssertUnwindSafe(|| {
            runtime.block_on(async {
                let mut set = task::JoinSet::new();
                set.spawn_local(async move {
                    let _other = on_drop(move || other.set(true));
                    pending().await
                });
                set.spawn_local(async { std::panic::resume_unwind(Box::new("one")) });
                set.join_all().await;
            });
        });
        assert_eq!(*catch_unwind(panics).unwrap_err().downcast::<&str>().unwrap(), "one");
        drop(runtime);
        assert!(dropped.get());
    }

    #[test]
    fn aborted_tasks_are_still_joined() {
        new_runtime().block_on(async {
            let mut set = task::JoinSet::new();
            for _ in 0..3 {
                set.spawn_local(pending::<()>());
            }
            set.abort_all();
            assert_eq!(set.len(), 3);
            for _ in 0..3 {
                assert!(set.join_next().await.unwrap().unwrap_err().is_cancelled());
            }
            assert!(set.join_next().await.is_none());
        });
    }

    #[test]
    fn shutdown_ends_when_every_future_is_dropped() {
        new_runtime().block_on(async {
            let dropped = Rc::new(Cell::new(0));
            let mut set = task::JoinSet::new();
            for _ in 0..3 {
                let dropped = Rc::clone(&dropped);
                set.spawn_local(async move {
                    let _counts = on_drop(move || dropped.set(dropped.get() + 1));
                    pending::<()>().await;
                });
            }
            task::yield_now().await;
            set.shutdown().await;
            assert_eq!(dropped.get(), 3);
            assert!(set.is_empty());
        });
    }

    #[test]
    fn a_set_that_is_dropped_aborts_its_tasks_also_while_it_is_joined() {
        paused().block_on(async {
            for joins in [false, true] {
                let mut set = task::JoinSet::new();
                let tasks = [set.spawn_local(pending::<()>()), set.spawn_local(pending::<()>())];
                if joins {
                    assert!(poll!(pin!(set.join_next())).is_pending());
                }
                drop(set);
                assert!(!tasks[0].is_finished(), "at its next turn");
                time::sleep(MS).await;
                assert!(tasks.iter().all(task::AbortHandle::is_finished));
            }
        });
    }

    #[test]
    fn detached_tasks_run_on() {
        paused().block_on(async {
            let ended = Rc::new(Cell::new(false));
            let mut set = task::JoinSet::new();
            set.spawn_local({
                let ended = Rc::clone(&ended);
                async move {
                    time::sleep(MS).await;
                    ended.set(true);
                }
            });
            set.detach_all();
            assert!(set.is_empty());
            drop(set);
            time::sleep(2 * MS).await;
            assert!(ended.get());
        });
    }

    #[test]
    fn a_join_next_spends_budget_and_a_try_join_next_does_not() {
        paused().block_on(async {
            let mut set: task::JoinSet<()> = task::JoinSet::new();
            for _ in 0..400 {
                set.spawn_local(async {});
            }
            time::sleep(MS).await;
            task::yield_now().await;
            let mut joined = 0;
            while poll!(pin!(set.join_next())).is_ready() {
                joined += 1;
            }
            assert_eq!(joined, 128);
            task::yield_now().await;
            while set.try_join_next().is_some() {
                joined += 1;
            }
            assert_eq!(joined, 400);
        });
    }
}
