//! Abort: when it takes effect, and on which task.

use std::cell::RefCell;
use std::future::pending;
use std::rc::Rc;
use std::time::Duration;

use crate::support::{Log, Probe};

both_runtimes! {
    #[test]
    fn an_aborted_future_is_dropped_instead_of_its_next_poll() {
        new_runtime().block_on(async {
            let log = Log::default();
            let guard = log.record_drop("dropped");
            let handle = task::spawn_local(async move {
                let _guard = guard;
                pending::<()>().await;
            });
            task::yield_now().await;
            handle.abort();
            handle.abort();
            assert!(!handle.is_finished());
            assert_eq!(log.events(), "");
            let abort = handle.abort_handle();
            assert!(handle.await.unwrap_err().is_cancelled());
            assert!(abort.is_finished());
            assert_eq!(log.events(), "dropped");
        });
    }

    #[test]
    fn a_task_aborted_before_its_first_poll_is_never_polled() {
        new_runtime().block_on(async {
            let probe = Probe::default();
            let handle = task::spawn_local(probe.future());
            handle.abort();
            assert!(handle.await.unwrap_err().is_cancelled());
            assert_eq!(probe.polls(), 0);
        });
    }

    #[test]
    fn a_task_that_has_finished_keeps_its_result() {
        new_runtime().block_on(async {
            let handle = task::spawn_local(async { 7 });
            while !handle.is_finished() {
                task::yield_now().await;
            }
            handle.abort();
            assert_eq!(handle.await.unwrap(), 7);
        });
    }

    #[test]
    fn a_task_that_aborts_itself_ends_at_its_next_pending() {
        new_runtime().block_on(async {
            let log = Log::default();
            let (handle, inner) = (Rc::new(RefCell::new(None)), log.clone());
            let own = Rc::clone(&handle);
            let spawned = task::spawn_local(async move {
                task::yield_now().await;
                own.borrow().as_ref().map(task::AbortHandle::abort);
                inner.record("still here");
                std::future::ready(()).await;
                inner.record("and here");
                task::yield_now().await;
                inner.record("never here");
            });
            handle.replace(Some(spawned.abort_handle()));
            assert!(spawned.await.unwrap_err().is_cancelled());
            assert_eq!(log.events(), "still here and here");
        });
    }

    #[test]
    fn a_task_that_aborts_itself_and_ends_keeps_its_result() {
        new_runtime().block_on(async {
            let own = Rc::new(RefCell::new(None::<task::AbortHandle>));
            let seen = Rc::clone(&own);
            let spawned = task::spawn_local(async move {
                seen.borrow().as_ref().unwrap().abort();
                7
            });
            own.replace(Some(spawned.abort_handle()));
            assert_eq!(spawned.await.unwrap(), 7);
        });
    }

    #[test]
    fn a_task_that_awaits_its_own_handle_blocks_no_other_and_can_be_aborted() {
        paused().block_on(async {
            let own = Rc::new(RefCell::new(None::<task::JoinHandle<()>>));
            let seen = Rc::clone(&own);
            let spawned = task::spawn_local(async move {
                let handle = seen.borrow_mut().take().unwrap();
                handle.await.unwrap();
            });
            let abort = spawned.abort_handle();
            own.replace(Some(spawned));

            time::sleep(Duration::from_secs(3600)).await;
            assert!(!abort.is_finished());
            abort.abort();
            time::sleep(Duration::from_millis(1)).await;
            assert!(abort.is_finished());
        });
    }

    #[test]
    fn an_abort_does_not_abort_the_task_that_is_awaited() {
        new_runtime().block_on(async {
            let probe = Probe::default();
            let awaited = task::spawn_local(probe.future());
            let abort = awaited.abort_handle();
            let awaiting = task::spawn_local(awaited);
            task::yield_now().await;
            awaiting.abort();
            assert!(awaiting.await.unwrap_err().is_cancelled());
            assert!(!abort.is_finished());
            probe.end();
            while !abort.is_finished() {
                task::yield_now().await;
            }
        });
    }

    #[test]
    fn a_task_whose_handle_is_dropped_runs_on() {
        new_runtime().block_on(async {
            let probe = Probe::default();
            drop(task::spawn_local(probe.future()));
            task::yield_now().await;
            probe.waker().wake();
            task::yield_now().await;
            assert_eq!(probe.polls(), 2);
        });
    }
}
