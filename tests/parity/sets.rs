//! Random programs over a `JoinSet`: spawn, join, abort and detach, in any order and at any time.

use std::future::poll_fn;
use std::task::Poll;

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::test_runner::{TestCaseError, TestError};

use crate::{runner, trace};

/// Wakes its task and is pending once.
async fn yields() {
    let mut yielded = false;
    poll_fn(|cx| {
        if yielded {
            return Poll::Ready(());
        }
        yielded = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// What main does next with its set.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// Spawns a task that sleeps for this many milliseconds, then ends or panics.
    Spawn {
        millis: u64,
        panics: bool,
    },
    /// Joins the next task, for at most this many milliseconds.
    Join {
        millis: u64,
    },
    TryJoin,
    /// Aborts the task that was spawned as the n-th.
    Abort {
        task: usize,
    },
    AbortAll,
    DetachAll,
    Sleep {
        millis: u64,
    },
    Yield,
    /// Drops the set and begins another.
    Renew,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => (0..4_u64, any::<bool>()).prop_map(|(millis, panics)| Step::Spawn { millis, panics }),
        3 => (1..4_u64).prop_map(|millis| Step::Join { millis }),
        2 => Just(Step::TryJoin),
        1 => (0..6_usize).prop_map(|task| Step::Abort { task }),
        1 => Just(Step::AbortAll),
        1 => Just(Step::DetachAll),
        2 => (1..4_u64).prop_map(|millis| Step::Sleep { millis }),
        2 => Just(Step::Yield),
        1 => Just(Step::Renew),
    ];
    vec(step, 1..16)
}

/// Runs the steps, and returns what happened and when, a line each. Main is spawned, as in the
/// other programs.
macro_rules! run_on {
    ($runtime:ident, $paused:expr, $steps:expr) => {{
        use std::cell::RefCell;
        use std::fmt::Debug;
        use std::rc::Rc;

        use $runtime::task::{AbortHandle, JoinError, JoinSet, spawn_local};
        use $runtime::time::{Duration, Instant, sleep, timeout};

        fn shown<T: Debug>(result: Option<Result<T, JoinError>>) -> String {
            match result {
                None => "none".to_owned(),
                Some(Ok(output)) => format!("{output:?}"),
                Some(Err(error)) if error.is_panic() => "a panic".to_owned(),
                Some(Err(_)) => "cancelled".to_owned(),
            }
        }

        let steps: Vec<Step> = $steps.to_vec();
        let log = Rc::new(RefCell::new(String::new()));
        let events = Rc::clone(&log);
        let main = async move {
            let start = Instant::now();
            let note = Rc::new(move |what: String| {
                let line = format!("{} ms: {what}\n", start.elapsed().as_millis());
                events.borrow_mut().push_str(&line);
            });
            let mut set = JoinSet::new();
            let mut tasks: Vec<AbortHandle> = Vec::new();
            for step in steps {
                match step {
                    Step::Spawn { millis, panics } => {
                        let (number, note) = (tasks.len(), Rc::clone(&note));
                        tasks.push(set.spawn_local(async move {
                            note(format!("{number} begins"));
                            // `sleep(0)` differs on purpose.
                            if millis > 0 {
                                sleep(Duration::from_millis(millis)).await;
                            }
                            note(format!("{number} ends"));
                            if panics {
                                std::panic::resume_unwind(Box::new(number));
                            }
                            number
                        }));
                    }
                    Step::Join { millis } => {
                        match timeout(Duration::from_millis(millis), set.join_next()).await {
                            Ok(joined) => note(format!("joined {}", shown(joined))),
                            Err(_) => note("joined in vain".to_owned()),
                        }
                    }
                    Step::TryJoin => note(format!("tried: {}", shown(set.try_join_next()))),
                    Step::Abort { task } => tasks.iter().skip(task).take(1).for_each(|t| t.abort()),
                    Step::AbortAll => set.abort_all(),
                    Step::DetachAll => set.detach_all(),
                    Step::Sleep { millis } => sleep(Duration::from_millis(millis)).await,
                    // A yield that wakes itself: tokio's own goes behind all that are ready.
                    Step::Yield => yields().await,
                    Step::Renew => set = JoinSet::new(),
                }
                let finished: Vec<_> = tasks.iter().map(AbortHandle::is_finished).collect();
                note(format!("{step:?}: {} in the set, {finished:?}", set.len()));
            }
            set.shutdown().await;
            note("shut down".to_owned());
        };
        $paused.block_on(async { spawn_local(main).await.expect("main does not panic") });
        log.take()
    }};
}

fn jacobio_paused() -> jacobio::runtime::LocalRuntime {
    let runtime = jacobio::runtime::LocalRuntime::new().expect("it starts");
    runtime.block_on(async { jacobio::time::pause() });
    runtime
}

fn tokio_paused() -> tokio::runtime::LocalRuntime {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let options = tokio::runtime::LocalOptions::default();
    builder.enable_time().start_paused(true).build_local(options).expect("it has no I/O")
}

#[test]
fn random_sets_of_tasks_are_joined_as_on_tokio() {
    let test = |steps: Vec<Step>| {
        let (jacobio, tokio) =
            (run_on!(jacobio, jacobio_paused(), steps), run_on!(tokio, tokio_paused(), steps));
        trace::compare(("tokio", &tokio), ("jacobio", &jacobio)).map_err(TestCaseError::fail)
    };
    match runner().run(&steps(), test) {
        Err(TestError::Fail(difference, steps)) => panic!("{steps:#?}\n{difference}"),
        result => result.expect("no program is rejected"),
    }
}
