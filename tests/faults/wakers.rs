//! Wakers: they may be called on any thread, at any time, any number of times.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::panic::{self, AssertUnwindSafe};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread;
use std::time::Duration;

use crate::support::{Probe, on_drop};

/// Wakes on a thread that has no runtime.
fn wake_on_another_thread(waker: Waker, times: u32) {
    thread::spawn(move || (0..times).for_each(|_| waker.wake_by_ref())).join().unwrap();
}

/// A waker whose last drop panics, as that of a foreign executor may.
struct PanicsOnDrop;

impl Wake for PanicsOnDrop {
    fn wake(self: Arc<Self>) {}
}

impl Drop for PanicsOnDrop {
    fn drop(&mut self) {
        panic::resume_unwind(Box::new("dropped"));
    }
}

/// Polls `future` with such a waker, which only the future holds afterwards, and then with another
/// one. That drops the first, and the panic may come out of this poll.
fn exchange_a_waker_that_panics(mut future: Pin<&mut impl Future>) {
    let first = Waker::from(Arc::new(PanicsOnDrop));
    assert!(future.as_mut().poll(&mut Context::from_waker(&first)).is_pending());
    drop(first);
    let exchange = || future.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending();
    assert!(panic::catch_unwind(AssertUnwindSafe(exchange)).unwrap_or(true));
}

both_runtimes! {
    #[test]
    fn a_handle_whose_waker_panics_when_it_is_dropped_keeps_the_result() {
        paused().block_on(async {
            let mut task = task::spawn_local(async {
                time::sleep(Duration::from_millis(1)).await;
                42
            });
            exchange_a_waker_that_panics(Pin::new(&mut task));
            time::sleep(Duration::from_millis(2)).await;
            let last = Waker::from(Arc::new(PanicsOnDrop));
            let result = Pin::new(&mut task).poll(&mut Context::from_waker(&last));
            assert!(matches!(result, Poll::Ready(Ok(42))));
            std::mem::forget(last);
        });
    }

    #[test]
    fn a_sleep_whose_waker_panics_when_it_is_dropped_still_ends() {
        paused().block_on(async {
            let mut sleep = Box::pin(time::sleep(Duration::from_millis(1)));
            exchange_a_waker_that_panics(sleep.as_mut());
            time::timeout(Duration::from_secs(1), sleep).await.unwrap();
        });
    }

    /// Lets the other tasks run. Bounded, so that a lost wake-up fails the test instead of hanging
    /// it.
    async fn let_others_run() {
        for _ in 0..200 {
            task::yield_now().await;
        }
    }

    #[test]
    fn a_wake_after_the_task_ended_polls_nothing() {
        new_runtime().block_on(async {
            let probe = Probe::default();
            let handle = task::spawn_local(probe.future());
            let_others_run().await;
            probe.end();
            handle.await.unwrap();
            let polls = probe.polls();

            // Another task may have its slot by now.
            let next = Probe::default();
            task::spawn_local(next.future());
            let_others_run().await;
            probe.waker().wake();
            wake_on_another_thread(probe.waker(), 1);
            let_others_run().await;
            assert_eq!((probe.polls(), next.polls()), (polls, 1));
        });
    }

    #[test]
    fn a_wake_after_the_runtime_is_gone_does_nothing() {
        let probe = Probe::default();
        let runtime = new_runtime();
        runtime.spawn_local(probe.future());
        runtime.block_on(let_others_run());
        drop(runtime);

        probe.waker().wake_by_ref();
        probe.waker().wake();
        new_runtime().block_on(async {
            probe.waker().wake();
            let_others_run().await;
        });
        assert_eq!(probe.polls(), 1);
    }

    #[test]
    fn a_wake_before_block_on_takes_effect_in_it() {
        let probe = Probe::default();
        let runtime = new_runtime();
        let handle = runtime.spawn_local(probe.future());
        runtime.block_on(let_others_run());
        probe.end();
        runtime.block_on(handle).unwrap();
        assert_eq!(probe.polls(), 2);
    }

    #[test]
    fn a_task_woken_before_block_on_is_polled_before_the_second_poll_of_main() {
        let probe = Probe::default();
        let runtime = new_runtime();
        runtime.spawn_local(probe.future());
        runtime.block_on(task::yield_now());
        assert_eq!(probe.polls(), 1);
        probe.waker().wake();
        runtime.block_on(task::yield_now());
        assert_eq!(probe.polls(), 2);
    }

    #[test]
    fn a_wake_from_a_thread_locals_destructor_is_not_lost() {
        thread_local! {
            static AT_EXIT: RefCell<Option<Box<dyn Any>>> = const { RefCell::new(None) };
        }
        let probe = Probe::default();
        new_runtime().block_on(async {
            let handle = task::spawn_local(probe.future());
            let_others_run().await;
            let waker = probe.waker();
            let exits = move || AT_EXIT.set(Some(Box::new(on_drop(|| waker.wake()))));
            thread::spawn(exits).join().unwrap();
            let_others_run().await;
            assert_eq!(probe.polls(), 2);
            handle.abort();
        });
    }

    #[test]
    fn a_runtime_in_a_thread_local_is_dropped_without_a_panic() {
        thread_local! {
            static RUNTIME: RefCell<Option<LocalRuntime>> = const { RefCell::new(None) };
        }
        let exits = || {
            let runtime = new_runtime();
            let probe = Probe::default();
            runtime.spawn_local(probe.future());
            runtime.block_on(let_others_run());
            let waker = probe.waker();
            let guard = on_drop(move || waker.wake());
            runtime.spawn_local(async move {
                let _guard = guard;
                time::sleep(Duration::from_secs(1)).await;
            });
            runtime.block_on(let_others_run());
            RUNTIME.set(Some(runtime));
        };
        thread::spawn(exits).join().unwrap();
    }

    #[test]
    fn a_million_wakes_make_one_poll() {
        new_runtime().block_on(async {
            let probe = Probe::default();
            task::spawn_local(probe.future());
            let_others_run().await;
            let waker = probe.waker();
            for _ in 0..500_000 {
                waker.wake_by_ref();
            }
            wake_on_another_thread(waker, 500_000);
            let_others_run().await;
            assert!((2..=3).contains(&probe.polls()), "at most one for each thread");
        });
    }

    #[test]
    fn a_task_woken_while_it_runs_is_polled_once_more() {
        new_runtime().block_on(async {
            let polls = Rc::new(Cell::new(0));
            let counted = Rc::clone(&polls);
            task::spawn_local(poll_fn(move |cx| {
                counted.set(counted.get() + 1);
                if counted.get() == 1 {
                    cx.waker().wake_by_ref();
                    cx.waker().wake_by_ref();
                }
                std::task::Poll::<()>::Pending
            }));
            let_others_run().await;
            assert_eq!(polls.get(), 2);
        });
    }

    #[test]
    fn a_spurious_wake_up_causes_one_poll_and_nothing_else() {
        paused().block_on(async {
            let start = time::Instant::now();
            let waker = Rc::new(RefCell::new(None));
            let stored = Rc::clone(&waker);
            let handle = task::spawn_local(async move {
                let mut sleep = pin!(time::sleep(Duration::from_millis(10)));
                poll_fn(|cx| {
                    stored.replace(Some(cx.waker().clone()));
                    sleep.as_mut().poll(cx)
                })
                .await;
            });
            for _ in 0..5 {
                task::yield_now().await;
                let waker: Option<Waker> = waker.borrow().clone();
                waker.unwrap().wake();
            }
            handle.await.unwrap();
            assert_eq!(start.elapsed(), Duration::from_millis(10));
        });
    }
}
