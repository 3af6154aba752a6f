//! Shutdown: what becomes of tasks, handles and sleeps when main returns and the runtime is
//! dropped.

use std::future::pending;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use crate::support::{Log, Probe, on_drop};

both_runtimes! {
    #[test]
    fn a_leftover_task_is_dropped_with_the_runtime_and_not_polled_again() {
        let (probe, log) = (Probe::default(), Log::default());
        let runtime = new_runtime();
        let guard = log.record_drop("dropped");
        let future = probe.future();
        // Main ends before the task is first polled.
        let (handle,) = runtime.block_on(async {
            (task::spawn_local(async move {
                let _guard = guard;
                future.await;
            }),)
        });
        assert_eq!(log.events(), "");
        drop(runtime);
        assert_eq!((log.events().as_str(), probe.polls()), ("dropped", 0));
        assert!(handle.is_finished());
    }

    #[test]
    fn a_handle_outlives_its_runtime() {
        let runtime = new_runtime();
        let ended = runtime.spawn_local(async { 7 });
        let left = runtime.spawn_local(pending::<()>());
        let (abort, detached) = (left.abort_handle(), runtime.spawn_local(pending::<()>()));
        runtime.block_on(task::yield_now());
        drop(runtime);

        abort.abort();
        drop(detached);
        new_runtime().block_on(async {
            assert_eq!(ended.await.unwrap(), 7);
            assert!(left.await.unwrap_err().is_cancelled());
        });
        assert!(abort.is_finished());
    }

    #[test]
    fn a_handle_returns_the_panic_of_its_task_that_is_dropped_with_the_runtime() {
        let runtime = new_runtime();
        let (handle,) = runtime.block_on(async {
            let guard = on_drop(|| panic!("the drop"));
            (task::spawn_local(async move {
                let _guard = guard;
                pending::<()>().await;
            }),)
        });
        drop(runtime);
        let error = new_runtime().block_on(handle).unwrap_err();
        assert!(error.is_panic() && !error.is_cancelled());
    }

    #[test]
    fn tasks_that_await_one_another_are_dropped_with_their_runtime() {
        let runtime = new_runtime();
        let first = runtime.spawn_local(pending::<()>());
        let second = runtime.spawn_local(first);
        let third = runtime.spawn_local(second);
        runtime.block_on(task::yield_now());
        drop(runtime);
        assert!(third.is_finished());
    }

    #[test]
    fn a_sleep_outlives_its_runtime() {
        let runtime = new_runtime();
        let (mut sleep,) = runtime.block_on(async {
            let mut sleep = Box::pin(time::sleep(Duration::from_secs(1)));
            assert!(futures::poll!(&mut sleep).is_pending());
            (sleep,)
        });
        drop(runtime);
        let later = sleep.deadline() + Duration::from_secs(1);
        sleep.as_mut().reset(later);
    }

    #[test]
    fn a_sleep_polled_after_its_runtime_is_gone_panics_instead_of_waiting_for_ever() {
        let runtime = new_runtime();
        let (sleep,) = runtime.block_on(async { (time::sleep(Duration::from_secs(1)),) });
        drop(runtime);
        let polled = AssertUnwindSafe(|| futures::executor::block_on(sleep));
        assert!(catch_unwind(polled).is_err());
    }
}

#[test]
fn leftover_tasks_are_dropped_in_spawn_order() {
    use crate::support::jacobio::new_runtime;
    use jacobio::task;

    let runtime = new_runtime();
    let log = Log::default();
    let spawn = |number: u32| {
        let guard = log.record_drop(&number.to_string());
        runtime.spawn_local(async move {
            let _guard = guard;
            // Some are ready at the end, and some are idle.
            if number.is_multiple_of(2) {
                pending::<()>().await;
            }
            loop {
                task::yield_now().await;
            }
        })
    };
    let mut handles: Vec<_> = (0..8).map(spawn).collect();
    // Two tasks end and lose their handles, so their slots are free, and two later tasks take them.
    for ended in [5, 2] {
        handles[ended].abort();
        handles.remove(ended);
    }
    runtime.block_on(task::yield_now());
    spawn(8);
    spawn(9);
    runtime.block_on(task::yield_now());
    drop(runtime);
    assert_eq!(log.events(), "2 5 0 1 3 4 6 7 8 9");
}

/// Tokio panics when a runtime is dropped inside another one.
#[test]
fn a_task_that_joins_a_task_of_a_dropped_runtime_is_woken() {
    use crate::support::jacobio::new_runtime;
    use jacobio::task;

    new_runtime().block_on(async {
        let other = new_runtime();
        let left = other.spawn_local(pending::<()>());
        let joining = task::spawn_local(left);
        task::yield_now().await;
        drop(other);
        assert!(joining.await.unwrap().unwrap_err().is_cancelled());
        // This runtime is the thread's current one again.
        task::spawn_local(async {}).await.unwrap();
    });
}

#[test]
fn a_leftover_task_is_the_current_task_while_it_is_dropped() {
    use crate::support::jacobio::new_runtime;
    use jacobio::task;

    let runtime = new_runtime();
    let log = Log::default();
    let seen = log.clone();
    let guard = on_drop(move || seen.record(task::id()));
    let handle = runtime.spawn_local(async move {
        let _guard = guard;
        pending::<()>().await;
    });
    runtime.block_on(task::yield_now());
    drop(runtime);
    assert_eq!(log.events(), handle.id().to_string());
}
