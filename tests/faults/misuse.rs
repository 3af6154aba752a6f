//! Misuse: a panic that says what is wrong and reports the caller's line.
//!
//! `misuse` compares that line with its own, so each call of it shares a line with the mistake.

use std::time::Duration;

use futures::FutureExt;

use crate::support::{caught, misuse};

const MS: Duration = Duration::from_millis(1);

/// jacobio's message. Tokio's differs.
fn missing_runtime(call: &str) -> String {
    format!("`{call}` needs a runtime: call it from inside a future that `block_on` runs")
}

both_runtimes! {
    fn in_runtime(f: impl FnOnce()) {
        new_runtime().block_on(async { f() });
    }

    #[test]
    fn a_call_outside_a_runtime_panics_at_the_callers_line() {
        misuse(|| drop(task::spawn_local(async {})));
        misuse(|| drop(time::sleep(MS)));
        misuse(|| drop(time::sleep_until(time::Instant::now())));
        misuse(|| drop(time::timeout(MS, async {})));
        misuse(|| drop(time::timeout_at(time::Instant::now(), async {})));
        misuse(|| time::pause());
        misuse(|| time::resume());
    }

    #[test]
    fn a_call_on_another_thread_is_outside_the_runtime() {
        in_runtime(|| {
            std::thread::scope(|scope| {
                scope.spawn(|| misuse(|| drop(task::spawn_local(async {}))));
            });
        });
    }

    #[test]
    fn an_interval_with_a_period_of_zero_panics() {
        let message = "`period` must be non-zero.";
        in_runtime(|| {
            let now = time::Instant::now();
            assert_eq!(misuse(|| drop(time::interval(Duration::ZERO))), message);
            assert_eq!(misuse(|| drop(time::interval_at(now, Duration::ZERO))), message);
        });
    }

    #[test]
    fn pause_panics_on_a_paused_clock_and_resume_on_a_running_one() {
        in_runtime(|| {
            assert_eq!(misuse(|| time::resume()), "time is not frozen");
            time::pause();
            assert_eq!(misuse(|| time::pause()), "time is already frozen");
            time::resume();
            assert_eq!(misuse(|| time::resume()), "time is not frozen");
        });
    }

    #[test]
    fn advance_panics_on_a_running_clock() {
        new_runtime().block_on(async {
            let message = caught(|| { time::advance(MS).now_or_never(); });
            assert_eq!(message, "time is not frozen");
        });
    }

    #[test]
    fn block_on_inside_a_runtime_panics_and_both_stay_usable() {
        let inner = new_runtime();
        in_runtime(|| {
            let message = misuse(|| inner.block_on(async {}));
            assert!(message.starts_with("Cannot start a runtime from within a runtime"));
        });
        inner.block_on(async {});
    }

    #[test]
    fn a_join_handle_polled_after_completion_panics() {
        new_runtime().block_on(async {
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

/// Tokio's `interval` reports a line of tokio's own, so this runs on jacobio only.
#[test]
fn a_panic_outside_a_runtime_names_the_call() {
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
