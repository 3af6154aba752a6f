//! A million tasks: they end soon, need no deep stack, and leave nothing allocated.

#![expect(clippy::unwrap_used, reason = "an unwrap that fails is a test that fails")]

use std::cell::Cell;
use std::future::pending;
use std::panic::Location;
use std::rc::Rc;
use std::time::Duration;

use allocation_counter::measure;
use jacobio::runtime::LocalRuntime;
use jacobio::task::{JoinHandle, spawn_local};
use jacobio::time::{pause, sleep};

use watchdog::watch;

#[path = "../stage4-await/jacobio/tests/watchdog/mod.rs"]
mod watchdog;

const MILLION: u32 = 1_000_000;
const MILLISECOND: Duration = Duration::from_millis(1);

/// A runtime whose test may take a minute. On an idle machine each takes a few seconds.
#[track_caller]
fn new_runtime() -> LocalRuntime {
    watch(Duration::from_secs(60), Location::caller());
    LocalRuntime::new().unwrap()
}

/// Asserts that `f` leaves nothing allocated but what a thread allocates once.
fn leaves_nothing(f: impl FnOnce()) {
    let allocated = measure(f);
    assert!(allocated.bytes_current < 4096, "{allocated:?}");
}

#[test]
fn a_million_tasks_are_spawned_and_joined() {
    leaves_nothing(|| {
        let sum: u64 = new_runtime().block_on(async {
            let tasks: Vec<_> = (0..MILLION).map(|n| spawn_local(async move { n })).collect();
            let mut sum = 0;
            for task in tasks {
                sum += u64::from(task.await.unwrap());
            }
            sum
        });
        assert_eq!(sum, u64::from(MILLION) * u64::from(MILLION - 1) / 2);
    });
}

#[test]
fn a_million_tasks_sleep_concurrently() {
    leaves_nothing(|| {
        new_runtime().block_on(async {
            pause();
            let awake = Rc::new(Cell::new(0));
            let tasks: Vec<_> = (0..MILLION)
                .map(|n| {
                    let awake = Rc::clone(&awake);
                    spawn_local(async move {
                        sleep(Duration::from_millis(u64::from(n % 1000))).await;
                        awake.set(awake.get() + 1);
                    })
                })
                .collect();
            for task in tasks {
                task.await.unwrap();
            }
            assert_eq!(awake.get(), MILLION);
        });
    });
}

#[test]
fn a_chain_of_a_hundred_thousand_tasks_each_joins_the_next() {
    leaves_nothing(|| {
        let links = new_runtime().block_on(async {
            let mut last: JoinHandle<u32> = spawn_local(async { 0 });
            for _ in 0..100_000 {
                last = spawn_local(async { last.await.unwrap() + 1 });
            }
            last.await.unwrap()
        });
        assert_eq!(links, 100_000);
    });
}

#[test]
fn a_chain_that_never_ends_is_dropped_link_by_link() {
    leaves_nothing(|| {
        let runtime = new_runtime();
        let mut last = runtime.spawn_local(pending::<()>());
        for _ in 0..100_000 {
            last = runtime.spawn_local(async { last.await.unwrap() });
        }
        runtime.block_on(async {});
        drop(runtime);
        assert!(last.is_finished());
    });
}

#[test]
fn an_abort_at_the_end_of_a_chain_ends_every_link() {
    leaves_nothing(|| {
        new_runtime().block_on(async {
            let first = spawn_local(pending::<()>());
            let abort = first.abort_handle();
            let mut last = first;
            for _ in 0..100_000 {
                last = spawn_local(async { assert!(last.await.is_err_and(|e| e.is_cancelled())) });
                // The next link awaits a task that returns a result.
                last = spawn_local(async { last.await.unwrap() });
                last.abort();
            }
            abort.abort();
            assert!(last.await.unwrap_err().is_cancelled());
        });
    });
}

#[test]
fn a_million_pending_tasks_are_dropped_with_their_runtime() {
    leaves_nothing(|| {
        let runtime = new_runtime();
        for _ in 0..MILLION {
            runtime.spawn_local(pending::<()>());
        }
        runtime.block_on(async {});
        drop(runtime);
    });
}

#[test]
fn a_running_runtime_frees_the_memory_of_a_burst_of_tasks() {
    let runtime = new_runtime();
    let peak = measure(|| {
        runtime.block_on(async {
            pause();
            let tasks: Vec<_> = (0..100_000).map(|_| spawn_local(sleep(MILLISECOND))).collect();
            for task in tasks {
                task.await.unwrap();
            }
        });
    });
    // The ready queue keeps its capacity, at four bytes a task.
    assert!(peak.bytes_max > 10_000_000, "{peak:?}");
    assert!(peak.bytes_current < 2_000_000, "{peak:?}");
}
