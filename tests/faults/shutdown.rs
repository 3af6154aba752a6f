//! The end: of main, of the runtime, and of what they leave behind.

use std::future::pending;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use crate::support::{Log, Probe, on_drop};

both_runtimes! {
    #[test]
    fn what_is_left_when_main_returns_is_dropped_with_the_runtime_unpolled() {
        let (probe, log) = (Probe::default(), Log::default());
        let runtime = LocalRuntime::new().unwrap();
        let guard = log.note_drop("dropped");
        let future = probe.future();
        // It has no turn before main ends.
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
        let runtime = LocalRuntime::new().unwrap();
        let ended = runtime.spawn_local(async { 7 });
        let left = runtime.spawn_local(pending::<()>());
        let (abort, detached) = (left.abort_handle(), runtime.spawn_local(pending::<()>()));
        runtime.block_on(task::yield_now());
        drop(runtime);

        abort.abort();
        drop(detached);
        LocalRuntime::new().unwrap().block_on(async {
            assert_eq!(ended.await.unwrap(), 7);
            assert!(left.await.unwrap_err().is_cancelled());
        });
        assert!(abort.is_finished());
    }

    #[test]
    fn tasks_may_wait_for_one_another_when_they_are_dropped() {
        let runtime = LocalRuntime::new().unwrap();
        let first = runtime.spawn_local(pending::<()>());
        let second = runtime.spawn_local(first);
        let third = runtime.spawn_local(second);
        runtime.block_on(task::yield_now());
        drop(runtime);
        assert!(third.is_finished());
    }

    #[test]
    fn a_sleep_outlives_its_runtime() {
        let runtime = LocalRuntime::new().unwrap();
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
        let runtime = LocalRuntime::new().unwrap();
        let (sleep,) = runtime.block_on(async { (time::sleep(Duration::from_secs(1)),) });
        drop(runtime);
        let polled = AssertUnwindSafe(|| futures::executor::block_on(sleep));
        assert!(catch_unwind(polled).is_err());
    }
}

#[test]
fn what_is_left_is_dropped_in_spawn_order() {
    use jacobio::{runtime::LocalRuntime, task};

    let runtime = LocalRuntime::new().unwrap();
    let log = Log::default();
    let spawn = |number: u32| {
        let guard = log.note_drop(&number.to_string());
        runtime.spawn_local(async move {
            let _guard = guard;
            // Some are ready at the end, and some wait.
            if number.is_multiple_of(2) {
                pending::<()>().await;
            }
            loop {
                task::yield_now().await;
            }
        })
    };
    let handles: Vec<_> = (0..6).map(spawn).collect();
    // Leaves a gap, and fills it: the order is of birth, not of place.
    handles[1].abort();
    runtime.block_on(task::yield_now());
    spawn(6);
    spawn(7);
    runtime.block_on(task::yield_now());
    drop(runtime);
    assert_eq!(log.events(), "1 0 2 3 4 5 6 7");
}

/// Tokio refuses to drop a runtime inside of another.
#[test]
fn whoever_joins_a_task_of_a_runtime_that_is_dropped_is_told() {
    use jacobio::{runtime::LocalRuntime, task};

    LocalRuntime::new().unwrap().block_on(async {
        let other = LocalRuntime::new().unwrap();
        let left = other.spawn_local(pending::<()>());
        let joiner = task::spawn_local(left);
        task::yield_now().await;
        drop(other);
        assert!(joiner.await.unwrap().unwrap_err().is_cancelled());
        // The other's end has not made this thread forget which runtime it is in.
        task::spawn_local(async {}).await.unwrap();
    });
}

#[test]
fn what_is_left_is_dropped_in_its_own_name() {
    use jacobio::{runtime::LocalRuntime, task};

    let runtime = LocalRuntime::new().unwrap();
    let log = Log::default();
    let seen = log.clone();
    let guard = on_drop(move || seen.note(task::id()));
    let handle = runtime.spawn_local(async move {
        let _guard = guard;
        pending::<()>().await;
    });
    runtime.block_on(task::yield_now());
    drop(runtime);
    assert_eq!(log.events(), handle.id().to_string());
}
