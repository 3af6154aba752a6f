//! Panics: each one ends its own task only.

use std::cell::Cell;
use std::env;
use std::future::{pending, poll_fn};
use std::panic::{AssertUnwindSafe, panic_any, resume_unwind};
use std::pin::{Pin, pin};
use std::process::{Command, Stdio};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Duration;

use crate::child;
use crate::support::{Log, caught, on_drop};

/// Panics with `payload`, and prints nothing to standard error.
fn quiet_panic(payload: u32) -> ! {
    resume_unwind(Box::new(payload))
}

/// A future that panics when it is polled. `owned` belongs to the future and not to its poll: a
/// local variable would be dropped by the unwinding itself.
fn panics_and_owns<T>(owned: T) -> impl Future<Output = ()> {
    poll_fn(move |_| {
        let _owned = &owned;
        quiet_panic(7)
    })
}

both_runtimes! {
    #[test]
    fn a_panic_in_poll_is_returned_with_its_payload_and_other_tasks_go_on() {
        new_runtime().block_on(async {
            let one = task::spawn_local(async { quiet_panic(7) });
            let other = task::spawn_local(async { "went on" });
            let error = one.await.unwrap_err();
            assert!(error.is_panic());
            assert_eq!(error.into_panic().downcast_ref(), Some(&7_u32));
            assert_eq!(other.await.unwrap(), "went on");
        });
    }

    #[test]
    fn a_future_that_panics_is_dropped_while_the_panic_unwinds() {
        let unwinding = Rc::new(Cell::new(None));
        let seen = Rc::clone(&unwinding);
        new_runtime().block_on(async {
            let guard = on_drop(move || seen.set(Some(thread::panicking())));
            let panicked = task::spawn_local(panics_and_owns(guard));
            assert!(panicked.await.unwrap_err().is_panic());
        });
        assert_eq!(unwinding.get(), Some(true));
    }

    /// Many guards panic if they are dropped too early, unless the thread panics already.
    #[test]
    fn a_guard_that_panics_unless_its_thread_does_leaves_the_first_panic_as_it_is() {
        new_runtime().block_on(async {
            let guard = on_drop(|| {
                if !thread::panicking() {
                    quiet_panic(8);
                }
            });
            let error = task::spawn_local(panics_and_owns(guard)).await.unwrap_err();
            assert_eq!(error.into_panic().downcast_ref(), Some(&7_u32));
        });
    }

    /// As everywhere in Rust: a second panic during the first one's unwinding can't be caught.
    #[test]
    fn a_drop_that_panics_while_its_future_unwinds_aborts_the_process() {
        const CHILD: &str = "ABORTS";

        if env::var_os(CHILD).is_some() {
            let aborts = panics_and_owns(on_drop(|| quiet_panic(8)));
            let _never = new_runtime().block_on(async { task::spawn_local(aborts).await });
            return;
        }
        let test = "a_drop_that_panics_while_its_future_unwinds_aborts_the_process";
        let (_crate, module) = module_path!().split_once("::").unwrap();
        let mut command = Command::new(env::current_exe().unwrap());
        command.args([&format!("{module}::{test}"), "--exact", "--nocapture"]).env(CHILD, "1");
        command.env("RUST_BACKTRACE", "0").stdout(Stdio::piped()).stderr(Stdio::piped());
        let run = command.spawn();
        let ended = child::output(&command, run, Duration::from_secs(60));
        let printed = String::from_utf8_lossy(&ended.stderr);
        assert!(printed.contains("panic in a destructor during cleanup"), "{printed}");
        assert!(!ended.status.success() && ended.status.code() != Some(101), "{}", ended.status);
    }

    #[test]
    fn a_panic_while_an_aborted_future_is_dropped_is_returned_by_the_handle() {
        new_runtime().block_on(async {
            let guard = on_drop(|| quiet_panic(7));
            let handle = task::spawn_local(async move {
                let _guard = guard;
                pending::<()>().await;
            });
            task::yield_now().await;
            handle.abort();
            let error = handle.await.unwrap_err();
            assert!(error.is_panic());
            assert_eq!(error.into_panic().downcast_ref(), Some(&7_u32));
        });
    }

    #[test]
    fn a_panic_while_an_aborted_future_is_dropped_is_swallowed_without_a_handle() {
        new_runtime().block_on(async {
            let guard = on_drop(|| quiet_panic(7));
            let handle = task::spawn_local(async move {
                let _guard = guard;
                pending::<()>().await;
            });
            task::yield_now().await;
            handle.abort();
            drop(handle);
            task::spawn_local(async {}).await.unwrap();
        });
    }

    #[test]
    fn a_panic_while_a_future_is_dropped_with_its_runtime_is_swallowed() {
        let runtime = new_runtime();
        let log = Log::default();
        let (panics, comes_after) = (on_drop(|| quiet_panic(7)), log.record_drop("dropped"));
        runtime.spawn_local(async move {
            let _panics = panics;
            pending::<()>().await;
        });
        runtime.spawn_local(async move {
            let _comes_after = comes_after;
            pending::<()>().await;
        });
        drop(runtime);
        assert_eq!(log.events(), "dropped");
    }

    #[test]
    fn a_panic_while_an_unwanted_result_is_dropped_is_swallowed() {
        new_runtime().block_on(async {
            // The handle is dropped before the task ends, and then after.
            drop(task::spawn_local(async { on_drop(|| quiet_panic(7)) }));
            let finished = task::spawn_local(async { on_drop(|| quiet_panic(7)) });
            while !finished.is_finished() {
                task::yield_now().await;
            }
            drop(finished);
            task::spawn_local(async {}).await.unwrap();
        });
    }

    #[test]
    fn a_panic_in_main_leaves_block_on_and_thread_and_runtime_stay_usable() {
        let runtime = new_runtime();
        let left = runtime.spawn_local(async { "still here" });
        let message = caught(AssertUnwindSafe(|| {
            runtime.block_on(async { panic!("the message") });
        }).0);
        assert_eq!(message, "the message");
        assert!(task::try_id().is_none());

        assert_eq!(new_runtime().block_on(async { 1 }), 1);
        assert_eq!(runtime.block_on(left).unwrap(), "still here");
    }

    #[test]
    fn a_panic_in_main_leaves_block_on_with_the_same_payload() {
        let unwound = std::panic::catch_unwind(|| {
            new_runtime().block_on(async { quiet_panic(7) });
        });
        assert_eq!(unwound.unwrap_err().downcast_ref(), Some(&7_u32));
    }

    #[test]
    fn a_task_can_panic_with_anything() {
        let message = caught(|| {
            new_runtime().block_on(async {
                let panicked: Result<(), _> = task::spawn_local(async { panic_any(7_u8) }).await;
                let payload = panicked.unwrap_err().into_panic();
                panic!("{:?}", payload.downcast_ref::<u8>());
            });
        });
        assert_eq!(message, "Some(7)");
    }
}

#[test]
fn a_waker_that_panics_prevents_no_other_wake_up() {
    use crate::support::jacobio::new_runtime;
    use jacobio::{task, time};
    use std::sync::Arc;
    use std::task::{Context, Wake};

    struct Panics;

    impl Wake for Panics {
        fn wake(self: Arc<Self>) {
            std::panic::resume_unwind(Box::new("a waker panics"));
        }
    }

    new_runtime().block_on(async {
        time::pause();
        let waker = Arc::new(Panics).into();
        let second = Duration::from_secs(1);
        let mut first = Box::pin(time::sleep(second));
        assert!(first.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
        let other = task::spawn_local(time::sleep(second));
        let mut joined = task::spawn_local(async { 7 });
        assert!(
            std::pin::Pin::new(&mut joined).poll(&mut Context::from_waker(&waker)).is_pending()
        );
        other.await.unwrap();
        assert_eq!(joined.await.unwrap(), 7);
    });
}

/// Wakes itself when it is polled, and when it is dropped.
struct PanickingMain(Option<Waker>);

impl Future for PanickingMain {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        cx.waker().wake_by_ref();
        self.0 = Some(cx.waker().clone());
        quiet_panic(7)
    }
}

impl Drop for PanickingMain {
    fn drop(&mut self) {
        self.0.take().expect("it was polled").wake();
    }
}

#[test]
fn a_wake_by_a_main_that_panicked_does_not_wake_the_next_main() {
    use crate::support::jacobio::new_runtime;
    use jacobio::task;

    let runtime = new_runtime();
    caught(|| runtime.block_on(PanickingMain(None)));
    let mut polls = 0;
    runtime.block_on(async {
        let mut other = pin!(task::spawn_local(async {
            for _ in 0..3 {
                task::yield_now().await;
            }
        }));
        poll_fn(|cx| {
            polls += 1;
            other.as_mut().poll(cx)
        })
        .await
        .unwrap();
    });
    assert_eq!(polls, 2);
}
