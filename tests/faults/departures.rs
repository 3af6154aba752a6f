//! Where jacobio departs from tokio in corners: what each of them does.

use std::cell::RefCell;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Wake, Waker};
use std::thread;
use std::time::Duration;

use crate::support::Log;

const MS: Duration = Duration::from_millis(1);

/// Two tasks sleep until the same deadline; then the sleep of the first is reset to it once more.
macro_rules! order_after_a_reset_of_a_waiting_sleep {
    ($runtime:ident) => {{
        use $runtime::{task, time};

        let log = Log::default();
        crate::support::$runtime::paused().block_on(async {
            let deadline = time::Instant::now() + 10 * MS;
            let sleep = Rc::new(RefCell::new(Box::pin(time::sleep_until(deadline))));
            let (one, two, shared) = (log.clone(), log.clone(), Rc::clone(&sleep));
            let first = task::spawn_local(async move {
                poll_fn(|cx| shared.borrow_mut().as_mut().poll(cx)).await;
                one.record("first");
            });
            let second = task::spawn_local(async move {
                time::sleep_until(deadline).await;
                two.record("second");
            });
            time::sleep(MS).await;
            sleep.borrow_mut().as_mut().reset(deadline);
            first.await.unwrap();
            second.await.unwrap();
        });
        log.events()
    }};
}

#[test]
fn a_reset_of_a_waiting_sleep_puts_it_behind_the_others_of_its_millisecond() {
    assert_eq!(order_after_a_reset_of_a_waiting_sleep!(jacobio), "second first");
}

#[test]
fn tokio_leaves_a_sleep_in_its_place_when_it_is_reset() {
    assert_eq!(order_after_a_reset_of_a_waiting_sleep!(tokio), "first second");
}

/// Whether a runtime may be dropped in a task of another.
macro_rules! drops_a_runtime_in_a_task {
    ($runtime:ident) => {
        catch_unwind(|| {
            crate::support::$runtime::new_runtime().block_on(async {
                drop(crate::support::$runtime::new_runtime());
            });
        })
        .is_ok()
    };
}

#[test]
fn a_runtime_may_be_dropped_in_a_task_of_another() {
    assert!(drops_a_runtime_in_a_task!(jacobio));
}

#[test]
fn tokio_refuses_to_drop_a_runtime_in_a_task_of_another() {
    assert!(!drops_a_runtime_in_a_task!(tokio));
}

struct Panics;

impl Wake for Panics {
    fn wake(self: Arc<Self>) {
        resume_unwind(Box::new("the waker panics"));
    }
}

/// Whether `block_on` goes on when a timer wakes a waker that panics.
macro_rules! survives_a_waker_that_panics {
    ($runtime:ident) => {{
        use $runtime::time;

        let waker = Waker::from(Arc::new(Panics));
        let run = AssertUnwindSafe(|| {
            crate::support::$runtime::paused().block_on(async {
                let mut sleep = Box::pin(time::sleep(MS));
                assert!(sleep.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
                time::sleep(2 * MS).await;
            });
        });
        catch_unwind(run).is_ok()
    }};
}

#[test]
fn the_panic_of_a_waker_that_a_timer_wakes_is_ignored() {
    assert!(survives_a_waker_that_panics!(jacobio));
}

#[test]
fn tokio_lets_the_panic_of_a_waker_that_a_timer_wakes_leave_block_on() {
    assert!(!survives_a_waker_that_panics!(tokio));
}

/// Without the box it overflows the stack in a debug build; in tokio a little more fits.
#[test]
fn a_boxed_future_of_any_size_fits_the_stack() {
    let run = || {
        crate::support::jacobio::new_runtime().block_on(async {
            #[expect(clippy::large_stack_arrays, reason = "it has to be large")]
            let large = || async {
                let buffer = [7_u8; 600_000];
                jacobio::task::yield_now().await;
                buffer[599_999]
            };
            assert_eq!(jacobio::task::spawn_local(Box::pin(large())).await.unwrap(), 7);
        });
    };
    thread::Builder::new().stack_size(2 << 20).spawn(run).unwrap().join().unwrap();
}

both_runtimes! {
    #[test]
    fn a_sleep_whose_deadline_an_advance_passes_before_its_first_poll_ends_at_once() {
        paused().block_on(async {
            let start = time::Instant::now();
            let sleep = time::sleep(10 * MS);
            let sleeper = task::spawn_local(async move {
                sleep.await;
                time::Instant::now()
            });
            time::advance(20 * MS).await;
            assert_eq!(sleeper.await.unwrap() - start, 20 * MS);
        });
    }
}
