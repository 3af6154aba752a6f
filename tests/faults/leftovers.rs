//! What outlives its runtime, or runs while the runtime is dropped.

use std::cell::{Cell, RefCell};
use std::future::pending;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use crate::support::{Probe, on_drop};

/// Counts how often it is called.
#[derive(Default)]
struct Counter(AtomicU32);

impl Wake for Counter {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, SeqCst);
    }
}

/// How often the payload of a panic is dropped that no handle asks for. Its drop calls `and_then`.
macro_rules! drops_of_a_payload {
    ($and_then:expr) => {{
        let dropped = Arc::<AtomicU32>::default();
        let counted = Arc::clone(&dropped);
        let panics = on_drop(move || {
            resume_unwind(Box::new(OnDropSend(move || {
                counted.fetch_add(1, SeqCst);
                $and_then()
            })))
        });
        new_runtime().block_on(async move {
            drop(task::spawn_local(async { panics }));
            task::yield_now().await;
            task::spawn_local(async {}).await.unwrap();
        });
        dropped.load(SeqCst)
    }};
}

/// Calls a function when it is dropped, as `on_drop` does, and may be a panic's payload.
struct OnDropSend<F: FnMut() + Send>(F);

impl<F: FnMut() + Send> Drop for OnDropSend<F> {
    fn drop(&mut self) {
        self.0();
    }
}

both_runtimes! {
    #[test]
    fn a_drop_may_run_another_runtime_while_its_own_is_dropped() {
        let cleaned_up = Rc::new(Cell::new(false));
        let seen = Rc::clone(&cleaned_up);
        let runtime = new_runtime();
        let guard = on_drop(move || {
            let cleans_up = async {
                task::yield_now().await;
                task::spawn_local(async {}).await.unwrap();
                true
            };
            seen.set(new_runtime().block_on(cleans_up));
        });
        runtime.spawn_local(async move {
            let _guard = guard;
            pending::<()>().await;
        });
        runtime.block_on(task::yield_now());
        drop(runtime);
        assert!(cleaned_up.get());
    }

    #[test]
    fn a_drop_may_poll_a_sleep_while_its_runtime_is_dropped() {
        let polled = Rc::new(Cell::new(None));
        let seen = Rc::clone(&polled);
        let runtime = new_runtime();
        let guard = on_drop(move || {
            let mut sleep = Box::pin(time::sleep(Duration::from_secs(1)));
            let cx = &mut Context::from_waker(Waker::noop());
            seen.set(Some(sleep.as_mut().poll(cx).is_pending()));
        });
        runtime.spawn_local(async move {
            let _guard = guard;
            pending::<()>().await;
        });
        runtime.block_on(task::yield_now());
        drop(runtime);
        assert_eq!(polled.get(), Some(true));
    }

    #[test]
    fn what_awaits_a_sleep_is_woken_when_the_runtime_is_dropped_and_the_next_poll_panics() {
        let counter = Arc::new(Counter::default());
        let waker = Waker::from(Arc::clone(&counter));
        let runtime = new_runtime();
        let (mut sleep,) = runtime.block_on(async {
            let mut sleep = Box::pin(time::sleep(Duration::from_secs(3600)));
            assert!(sleep.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
            (sleep,)
        });
        assert_eq!(counter.0.load(SeqCst), 0);
        drop(runtime);
        assert_eq!(counter.0.load(SeqCst), 1);
        let poll = || sleep.as_mut().poll(&mut Context::from_waker(&waker));
        assert!(catch_unwind(AssertUnwindSafe(poll)).is_err());
    }

    #[test]
    fn generic_code_may_await_a_handle() {
        async fn joined<T>(handle: task::JoinHandle<T>) -> Result<T, task::JoinError> {
            handle.await
        }

        assert_eq!(new_runtime().block_on(async {
            joined(task::spawn_local(async { 7 })).await.unwrap()
        }), 7);
    }

    #[test]
    fn ids_are_ordered_as_their_tasks_were_spawned() {
        let runtime = new_runtime();
        let ids: Vec<_> = (0..5).map(|_| runtime.spawn_local(async {}).id()).collect();
        assert!(ids.is_sorted());
    }

    #[test]
    fn the_payload_of_a_panic_that_is_ignored_is_dropped() {
        assert_eq!(drops_of_a_payload!(||()), 1);
    }

    #[test]
    fn an_endless_timeout_needs_no_runtime() {
        let mut timeout = std::pin::pin!(time::timeout(Duration::MAX, async { 7 }));
        let polled = timeout.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert_eq!(polled, Poll::Ready(Ok(7)));
    }

    #[test]
    fn the_future_of_advance_may_be_sent() {
        fn is_send<T: Send>(_: T) {}
        is_send(time::advance(Duration::ZERO));
    }
}

/// On tokio the second panic leaves `block_on`.
#[test]
fn a_payload_whose_drop_panics_ends_there() {
    use crate::support::jacobio::new_runtime;
    use jacobio::task;

    assert_eq!(drops_of_a_payload!(|| resume_unwind(Box::new("the payload panics as well"))), 1);
}

/// A handle keeps its own result, and not the memory of all the tasks that there were.
#[test]
fn a_handle_that_outlives_its_runtime_keeps_no_more_than_its_result() {
    use crate::support::jacobio::new_runtime;
    use jacobio::task;

    const CROWD: u32 = 100_000;

    let kept: RefCell<Vec<task::JoinHandle<u32>>> = RefCell::default();
    let crowd = || {
        let runtime = new_runtime();
        runtime.block_on(async {
            let tasks: Vec<_> = (0..CROWD).map(|n| task::spawn_local(async move { n })).collect();
            let mut last = None;
            for task in tasks {
                last = Some(task.await.unwrap());
                kept.borrow_mut().truncate(1);
                kept.borrow_mut().push(task::spawn_local(async move { 7 }));
            }
            assert_eq!(last, Some(CROWD - 1));
            task::yield_now().await;
        });
        kept.borrow_mut().truncate(1);
    };
    crowd();
    kept.take();
    let left = allocation_counter::measure(crowd).bytes_current;
    assert!(left < 4096, "{left} bytes");
    let handle = kept.borrow_mut().pop().unwrap();
    assert_eq!(new_runtime().block_on(handle).unwrap(), 7);
}

#[test]
fn what_a_burst_of_timers_and_wake_ups_took_is_given_back_while_the_runtime_lives() {
    use crate::support::jacobio::paused;
    use jacobio::{task, time};

    const BURST: usize = 100_000;

    let runtime = paused();
    let left = allocation_counter::measure(|| {
        runtime.block_on(async {
            let mut sleeps: Vec<_> =
                (0..BURST).map(|_| Box::pin(time::sleep(Duration::from_secs(1)))).collect();
            for sleep in &mut sleeps {
                assert!(futures::poll!(sleep).is_pending());
            }
        });
        let probes: Vec<_> = (0..BURST).map(|_| Probe::default()).collect();
        for probe in &probes {
            runtime.spawn_local(probe.future());
        }
        runtime.block_on(task::yield_now());
        // Remote wake-ups, since the event loop doesn't run.
        probes.iter().for_each(Probe::end);
        drop(probes);
        // The clock jumps when no task is ready any more.
        runtime.block_on(async { time::sleep(Duration::from_secs(1)).await });
    });
    assert!(left.bytes_max > 10_000_000, "{left:?}");
    assert!(left.bytes_current < 200_000, "{left:?}");
}

/// Woken twice before its poll: by its own waker, and by its key, which a timer knows.
#[test]
fn a_task_that_is_woken_by_a_timer_while_it_runs_is_polled_again() {
    use crate::support::jacobio::paused;
    use jacobio::time;

    struct Both(Pin<Box<time::Sleep>>, Option<Pin<Box<dyn Future<Output = ()>>>>, u32);

    impl Future for Both {
        type Output = u32;

        fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
            self.2 += 1;
            if self.0.as_mut().poll(cx).is_ready() {
                return Poll::Ready(self.2);
            }
            // Fires the timer of the task that runs. What else it would do is dropped.
            let mut advance = Box::pin(time::advance(Duration::from_secs(1)));
            assert!(advance.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
            self.1 = Some(advance);
            Poll::Pending
        }
    }

    let polls = paused()
        .block_on(async { Both(Box::pin(time::sleep(Duration::from_secs(1))), None, 0).await });
    assert_eq!(polls, 2);
}

/// Its event loop would run within itself, and wake-ups of the outer main would be lost.
#[test]
fn a_drop_can_not_run_a_runtime_that_is_running_already() {
    use crate::support::jacobio::new_runtime;
    use jacobio::task;

    let running = Rc::new(new_runtime());
    let inner = Rc::clone(&running);
    let refused = Rc::new(Cell::new(false));
    let seen = Rc::clone(&refused);
    let dropped = new_runtime();
    let guard = on_drop(move || {
        let nested = catch_unwind(AssertUnwindSafe(|| inner.block_on(async {})));
        seen.set(nested.is_err());
    });
    dropped.spawn_local(async move {
        let _guard = guard;
        pending::<()>().await;
    });
    dropped.block_on(task::yield_now());
    running.block_on(async move {
        task::spawn_local(async move { drop(dropped) }).await.unwrap();
        task::yield_now().await;
    });
    assert!(refused.get());
    running.block_on(task::yield_now());
}
