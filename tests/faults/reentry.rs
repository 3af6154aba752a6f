//! Re-entrancy: wakers, futures and results that call the runtime when they wake or are dropped.
//!
//! A runtime that runs such code while it holds a borrow panics or deadlocks.

use std::cell::Cell;
use std::future::{pending, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use crate::support::on_drop;

both_runtimes! {
    thread_local! {
        static REENTRIES: Cell<u32> = const { Cell::new(0) };
    }

    /// Uses the ready queue, the timers and the clock.
    fn reenter() {
        REENTRIES.set(REENTRIES.get() + 1);
        let handle = task::spawn_local(async {});
        handle.abort();
        let mut sleep = Box::pin(time::sleep(Duration::from_secs(1)));
        let _pending = sleep.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        sleep.as_mut().reset(time::Instant::now() + Duration::from_secs(2));
        let _pending = sleep.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    }

    /// A waker that re-enters when it wakes and when its last clone is dropped.
    struct Reentrant;

    impl Wake for Reentrant {
        fn wake(self: Arc<Self>) {
            reenter();
        }
    }

    impl Drop for Reentrant {
        fn drop(&mut self) {
            reenter();
        }
    }

    fn reentrant() -> Waker {
        Waker::from(Arc::new(Reentrant))
    }

    /// Polls `future` once with a waker of which only `future` can hold a clone afterwards.
    fn poll_once<F: Future>(future: Pin<&mut F>) {
        assert!(future.poll(&mut Context::from_waker(&reentrant())).is_pending());
    }

    fn reentries_of<F: Future>(main: F) -> u32 {
        REENTRIES.set(0);
        let runtime = paused();
        runtime.block_on(async {
            main.await;
            // The runtime still works.
            time::sleep(Duration::from_millis(1)).await;
            task::spawn_local(async {}).await.unwrap();
        });
        drop(runtime);
        REENTRIES.get()
    }

    #[test]
    fn a_sleeps_waker_may_reenter_when_it_is_replaced_or_dropped() {
        let reentries = reentries_of(async {
            let mut sleep = pin!(time::sleep(Duration::from_secs(9)));
            poll_once(sleep.as_mut());
            poll_once(sleep.as_mut());
            sleep.as_mut().reset(time::Instant::now() + Duration::from_secs(8));
            poll_once(sleep.as_mut());
        });
        assert_eq!(reentries, 3);
    }

    #[test]
    fn a_sleeps_waker_may_reenter_when_it_fires() {
        let reentries = reentries_of(async {
            let mut sleeps: Vec<_> =
                (0..3).map(|_| Box::pin(time::sleep(Duration::from_millis(5)))).collect();
            for sleep in &mut sleeps {
                poll_once(sleep.as_mut());
            }
            time::sleep(Duration::from_millis(9)).await;
        });
        assert_eq!(reentries, 6, "each wakes, and each is dropped");
    }

    #[test]
    fn a_join_waker_may_reenter_when_it_is_replaced_woken_or_dropped() {
        let reentries = reentries_of(async {
            let mut ends = pin!(task::spawn_local(async {}));
            poll_once(ends.as_mut());
            poll_once(ends.as_mut());
            let mut never = Box::pin(task::spawn_local(pending::<()>()));
            poll_once(never.as_mut());
            drop(never);
            time::sleep(Duration::from_millis(1)).await;
        });
        // Tokio keeps a detached task's join waker until the task is dropped, so only the sum is
        // equal.
        assert_eq!(reentries, 4);
    }

    #[test]
    fn a_future_may_reenter_when_it_is_dropped() {
        let reentries = reentries_of(async {
            let guard = on_drop(reenter);
            let done = task::spawn_local(async move { drop(guard) });
            done.await.unwrap();

            let guard = on_drop(reenter);
            let aborted = task::spawn_local(async move {
                let _guard = guard;
                pending::<()>().await;
            });
            task::yield_now().await;
            aborted.abort();
            assert!(aborted.await.unwrap_err().is_cancelled());
        });
        assert_eq!(reentries, 2);
    }

    #[test]
    fn a_result_may_reenter_when_it_is_dropped_unread() {
        let reentries = reentries_of(async {
            drop(task::spawn_local(async { on_drop(reenter) }));
            let finished = task::spawn_local(async { on_drop(reenter) });
            while !finished.is_finished() {
                task::yield_now().await;
            }
            drop(finished);
        });
        assert_eq!(reentries, 2);
    }

    #[test]
    fn a_task_may_drop_its_own_handle_and_abort_itself_from_its_drop() {
        new_runtime().block_on(async {
            let own = std::rc::Rc::new(Cell::new(None::<task::JoinHandle<()>>));
            let seen = std::rc::Rc::clone(&own);
            let guard = on_drop(move || {
                if let Some(handle) = seen.take() {
                    handle.abort();
                    assert!(!handle.is_finished());
                }
            });
            let handle = task::spawn_local(async move {
                let _guard = guard;
                task::yield_now().await;
            });
            let abort = handle.abort_handle();
            own.set(Some(handle));
            while !abort.is_finished() {
                task::yield_now().await;
            }
        });
    }

    #[test]
    fn a_poll_may_drop_the_sleep_that_its_task_waits_for() {
        paused().block_on(async {
            let mut sleep = Some(Box::pin(time::sleep(Duration::from_millis(5))));
            let dropped = poll_fn(move |cx| match &mut sleep {
                Some(pending) => {
                    assert!(pending.as_mut().poll(cx).is_pending());
                    sleep = None;
                    cx.waker().wake_by_ref();
                    Poll::Pending
                }
                None => Poll::Ready(()),
            });
            dropped.await;
        });
    }
}
