//! Misuse: a panic that says what is wrong, and points at the line that is.
//!
//! Every call of `misuse` is on one line with the mistake, since the line is compared.

use std::time::Duration;

use futures::FutureExt;

use crate::support::{caught, misuse};

const MS: Duration = Duration::from_millis(1);

/// What jacobio says where tokio has words of its own.
fn missing_runtime(call: &str) -> String {
    format!("`{call}` needs a runtime: call it from inside a future that `block_on` runs")
}

both_runtimes! {
    fn in_runtime(f: impl FnOnce()) {
        LocalRuntime::new().unwrap().block_on(async { f() });
    }

    #[test]
    fn a_call_outside_a_runtime_is_blamed_on_its_line() {
        misuse(|| drop(task::spawn_local(async {})));
        misuse(|| drop(time::sleep(MS)));
        misuse(|| drop(time::sleep_until(time::Instant::now())));
        misuse(|| drop(time::timeout(MS, async {})));
        misuse(|| drop(time::timeout_at(time::Instant::now(), async {})));
        misuse(|| time::pause());
        misuse(|| time::resume());
    }

    #[test]
    fn a_call_on_another_thread_than_the_runtimes_is_outside_of_it() {
        in_runtime(|| {
            std::thread::scope(|scope| {
                scope.spawn(|| misuse(|| drop(task::spawn_local(async {}))));
            });
        });
    }

    #[test]
    fn an_interval_of_no_time_is_refused() {
        let refused = "`period` must be non-zero.";
        in_runtime(|| {
            let now = time::Instant::now();
            assert_eq!(misuse(|| drop(time::interval(Duration::ZERO))), refused);
            assert_eq!(misuse(|| drop(time::interval_at(now, Duration::ZERO))), refused);
        });
    }

    #[test]
    fn a_paused_clock_cannot_be_paused_nor_a_running_one_resumed() {
        in_runtime(|| {
            assert_eq!(misuse(|| time::resume()), "time is not frozen");
            time::pause();
            assert_eq!(misuse(|| time::pause()), "time is already frozen");
            time::resume();
            assert_eq!(misuse(|| time::resume()), "time is not frozen");
        });
    }

    #[test]
    fn a_running_clock_cannot_be_advanced() {
        LocalRuntime::new().unwrap().block_on(async {
            let message = caught(|| { time::advance(MS).now_or_never(); });
            assert_eq!(message, "time is not frozen");
        });
    }

    #[test]
    fn a_runtime_inside_a_runtime_is_refused() {
        let inner = LocalRuntime::new().unwrap();
        in_runtime(|| {
            let message = misuse(|| inner.block_on(async {}));
            assert!(message.starts_with("Cannot start a runtime from within a runtime"));
        });
        // Neither of them is the worse for it.
        inner.block_on(async {});
    }

    #[test]
    fn a_handle_polled_after_it_gave_its_result_says_so() {
        LocalRuntime::new().unwrap().block_on(async {
            let mut handle = task::spawn_local(async {});
            (&mut handle).await.unwrap();
            let message = caught(|| { (&mut handle).now_or_never(); });
            assert_eq!(message, "JoinHandle polled after completion");
        });
    }

    #[test]
    fn there_is_no_task_id_outside_a_task() {
        assert!(task::try_id().is_none());
        let message = misuse(|| { let _id = task::id(); });
        assert_eq!(message, "Can't get a task id when not inside a task");
    }
}

/// Tokio's intervals blame a line of tokio's own.
#[test]
fn a_call_outside_a_runtime_is_named() {
    use jacobio::{task, time};
    let now = time::Instant::now();

    assert_eq!(misuse(|| drop(task::spawn_local(async {}))), missing_runtime("spawn_local"));
    assert_eq!(misuse(|| drop(time::sleep(MS))), missing_runtime("sleep"));
    assert_eq!(misuse(|| drop(time::sleep_until(now))), missing_runtime("sleep_until"));
    assert_eq!(misuse(|| drop(time::timeout(MS, async {}))), missing_runtime("timeout"));
    assert_eq!(misuse(|| drop(time::timeout_at(now, async {}))), missing_runtime("timeout_at"));
    assert_eq!(misuse(|| drop(time::interval(MS))), missing_runtime("interval"));
    assert_eq!(misuse(|| drop(time::interval_at(now, MS))), missing_runtime("interval_at"));
    assert_eq!(misuse(|| time::pause()), missing_runtime("pause"));
    assert_eq!(misuse(|| time::resume()), missing_runtime("resume"));
}
