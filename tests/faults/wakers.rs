//! Wakers: callable by anybody, anywhere, at any time, as often as one likes.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::pin;
use std::rc::Rc;
use std::task::Waker;
use std::thread;
use std::time::Duration;

use crate::support::{Probe, on_drop};

/// Wakes on a thread that has no runtime.
fn wake_elsewhere(waker: Waker, times: u32) {
    thread::spawn(move || (0..times).for_each(|_| waker.wake_by_ref())).join().unwrap();
}

both_runtimes! {
    /// Gives everybody else as many turns as they could want. Bounded, so that a wake that is lost
    /// fails the test instead of hanging it.
    async fn let_others_run() {
        for _ in 0..200 {
            task::yield_now().await;
        }
    }

    #[test]
    fn a_wake_after_the_task_ended_polls_nothing() {
        LocalRuntime::new().unwrap().block_on(async {
            let probe = Probe::default();
            let handle = task::spawn_local(probe.future());
            let_others_run().await;
            probe.end();
            handle.await.unwrap();
            let polls = probe.polls();

            // Its place may be somebody else's by now.
            let heir = Probe::default();
            task::spawn_local(heir.future());
            let_others_run().await;
            probe.waker().wake();
            wake_elsewhere(probe.waker(), 1);
            let_others_run().await;
            assert_eq!((probe.polls(), heir.polls()), (polls, 1));
        });
    }

    #[test]
    fn a_wake_after_the_runtime_is_gone_does_nothing() {
        let probe = Probe::default();
        let runtime = LocalRuntime::new().unwrap();
        runtime.spawn_local(probe.future());
        runtime.block_on(let_others_run());
        drop(runtime);

        probe.waker().wake_by_ref();
        probe.waker().wake();
        LocalRuntime::new().unwrap().block_on(async {
            probe.waker().wake();
            let_others_run().await;
        });
        assert_eq!(probe.polls(), 1);
    }

    #[test]
    fn a_wake_before_block_on_is_as_good_as_one_during_it() {
        let probe = Probe::default();
        let runtime = LocalRuntime::new().unwrap();
        let handle = runtime.spawn_local(probe.future());
        runtime.block_on(let_others_run());
        probe.end();
        runtime.block_on(handle).unwrap();
        assert_eq!(probe.polls(), 2);
    }

    #[test]
    fn a_task_woken_before_block_on_has_its_turn_before_main_has_two() {
        let probe = Probe::default();
        let runtime = LocalRuntime::new().unwrap();
        runtime.spawn_local(probe.future());
        runtime.block_on(task::yield_now());
        assert_eq!(probe.polls(), 1);
        probe.waker().wake();
        runtime.block_on(task::yield_now());
        assert_eq!(probe.polls(), 2);
    }

    #[test]
    fn a_wake_from_a_thread_locals_destructor_is_kept() {
        thread_local! {
            static LAST_ACT: RefCell<Option<Box<dyn Any>>> = const { RefCell::new(None) };
        }
        let probe = Probe::default();
        LocalRuntime::new().unwrap().block_on(async {
            let handle = task::spawn_local(probe.future());
            let_others_run().await;
            let waker = probe.waker();
            let leaves = move || LAST_ACT.set(Some(Box::new(on_drop(|| waker.wake()))));
            thread::spawn(leaves).join().unwrap();
            let_others_run().await;
            assert_eq!(probe.polls(), 2);
            handle.abort();
        });
    }

    #[test]
    fn a_runtime_in_a_thread_local_is_dropped_in_peace() {
        thread_local! {
            static KEPT: RefCell<Option<LocalRuntime>> = const { RefCell::new(None) };
        }
        let keeps = || {
            let runtime = LocalRuntime::new().unwrap();
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
            KEPT.set(Some(runtime));
        };
        thread::spawn(keeps).join().unwrap();
    }

    #[test]
    fn a_million_wakes_make_one_poll() {
        LocalRuntime::new().unwrap().block_on(async {
            let probe = Probe::default();
            task::spawn_local(probe.future());
            let_others_run().await;
            let waker = probe.waker();
            for _ in 0..500_000 {
                waker.wake_by_ref();
            }
            wake_elsewhere(waker, 500_000);
            let_others_run().await;
            assert!((2..=3).contains(&probe.polls()), "one for each thread at the most");
        });
    }

    #[test]
    fn a_task_woken_while_it_runs_is_polled_once_more() {
        LocalRuntime::new().unwrap().block_on(async {
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
    fn a_spurious_wake_is_a_poll_and_nothing_else() {
        paused().block_on(async {
            let start = time::Instant::now();
            let waker = Rc::new(RefCell::new(None));
            let kept = Rc::clone(&waker);
            let handle = task::spawn_local(async move {
                let mut sleep = pin!(time::sleep(Duration::from_millis(10)));
                poll_fn(|cx| {
                    kept.replace(Some(cx.waker().clone()));
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
