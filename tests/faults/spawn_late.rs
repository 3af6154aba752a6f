//! Spawning while the runtime shuts down.

use std::cell::RefCell;
use std::future::pending;
use std::rc::Rc;
use std::time::Duration;

use crate::support::{Log, Probe, on_drop};

both_runtimes! {
    #[test]
    fn a_task_spawned_from_a_drop_during_shutdown_is_cancelled_at_once() {
        let (probe, late) = (Probe::default(), Rc::new(RefCell::new(None)));
        let (future, handle) = (probe.future(), Rc::clone(&late));
        let runtime = new_runtime();
        let guard = on_drop(move || {
            handle.replace(Some(task::spawn_local(future)));
        });
        runtime.spawn_local(async move {
            let _guard = guard;
            pending::<()>().await;
        });
        runtime.block_on(task::yield_now());
        drop(runtime);

        let handle = late.take().unwrap();
        assert!(handle.is_finished());
        let joined = new_runtime().block_on(handle);
        assert!(joined.unwrap_err().is_cancelled());
        assert_eq!(probe.polls(), 0);
    }

    #[test]
    fn a_chain_of_drops_that_spawn_comes_to_an_end() {
        fn spawn_again(log: &Log, times: u32) {
            log.record(times);
            if times == 0 {
                return;
            }
            let inner = log.clone();
            let guard = on_drop(move || spawn_again(&inner, times - 1));
            task::spawn_local(async move {
                let _guard = guard;
                pending::<()>().await;
            });
        }

        let log = Log::default();
        let runtime = new_runtime();
        runtime.block_on(async { spawn_again(&log, 5) });
        drop(runtime);
        assert_eq!(log.events(), "5 4 3 2 1 0");
    }

    #[test]
    fn drops_may_wake_abort_and_sleep_during_shutdown() {
        let (probe, runtime) = (Probe::default(), new_runtime());
        let other = runtime.spawn_local(probe.future());
        let abort = other.abort_handle();
        let inner = probe.clone();
        let guard = on_drop(move || {
            abort.abort();
            inner.waker().wake();
            let mut sleep = Box::pin(time::sleep(Duration::from_millis(1)));
            let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
            let _ready_or_not = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                sleep.as_mut().poll(&mut cx).is_pending()
            }));
            drop(other);
        });
        runtime.spawn_local(async move {
            let _guard = guard;
            pending::<()>().await;
        });
        runtime.block_on(task::yield_now());
        drop(runtime);
        assert_eq!(probe.polls(), 1);
    }
}
