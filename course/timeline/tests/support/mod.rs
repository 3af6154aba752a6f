//! Runs programs, and checks what must hold for every record.

#[path = "../../../../tests/child.rs"]
mod child;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::time::Duration;
use std::{env, fs};

use recorder::event::{By, Effect, Kind, Why};
use recorder::on::{LOOP, Loop, SIMULATE, START_PAUSED};
use timeline::build::{self, Executables};
use timeline::programs::{Simulate, Variant};
use timeline::record::Record;
use timeline::state::{State, TaskState, Thread};

/// Far more than a build and a run take on a machine that is busy with other things.
const BUILD_LIMIT: Duration = Duration::from_secs(900);
const RUN_LIMIT: Duration = Duration::from_secs(120);

/// The program of `variant`, which records nothing unless it is asked to.
pub fn command(variant: &Variant) -> Command {
    let mut command = Command::new(example(&variant.target));
    // One of them panics.
    command.stderr(Stdio::null());
    command
}

/// The path of an example of this package. `cargo test` has built it, `cargo test --test records` has
/// not. A build here each time would compile the libraries twice: in a whole `cargo test` they have
/// other features.
fn example(name: &str) -> PathBuf {
    static BUILT: LazyLock<Executables> = LazyLock::new(|| {
        let mut cargo = build::cargo(&["--package", "timeline", "--examples"]);
        let child = cargo.spawn();
        let output = child::output(&cargo, child, BUILD_LIMIT);
        assert!(output.status.success(), "not all programs compile");
        build::executables(&output.stdout)
    });
    let test = env::current_exe().expect("the test has a path");
    let folder = test.ancestors().nth(2).expect("it is in `target/debug/deps`").join("examples");
    let example = folder.join(name).with_extension(env::consts::EXE_EXTENSION);
    if is_up_to_date(&example) { example } else { BUILT[name].clone() }
}

/// Whether no source of an example is newer, and none is missing.
fn is_up_to_date(example: &Path) -> bool {
    let changed = |path: &Path| fs::metadata(path).and_then(|file| file.modified()).ok();
    // Cargo's list: the example, a colon, the sources.
    let list = fs::read_to_string(example.with_extension("d")).unwrap_or_default();
    let (Some((_, sources)), Some(built)) = (list.split_once(": "), changed(example)) else {
        return false;
    };
    let mut sources = sources.split_whitespace().map(|source| changed(Path::new(source)));
    sources.all(|changed| changed.is_some_and(|changed| changed <= built))
}

/// The lines that a program prints on the simulated clock when it isn't recorded.
pub fn plain_lines(mut command: Command, variant: &Variant) -> Vec<String> {
    command.env(LOOP, variant.on.name()).stdout(Stdio::piped());
    match variant.simulate {
        Simulate::Never => {}
        Simulate::Fast => drop(command.arg("--fast")),
        Simulate::Recorder => drop(command.env(SIMULATE, "1").env(START_PAUSED, "1")),
    }
    let child = command.spawn();
    let output = child::output(&command, child, RUN_LIMIT);
    String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect()
}

/// Checks what must hold for every run on every loop.
pub fn check(record: &Record) {
    let on = record.header.on;
    let mut state = State::new(record);
    for (place, event) in record.events.iter().enumerate() {
        let context = format!("{} on {on}, event {place}: {event:?}", record.header.program);
        assert_eq!(event.seq, place, "{context}");
        assert!(event.time >= state.time, "time goes back: {context}");
        let task = event.task.map(|task| (task, state.tasks.get(task).map(|task| task.state)));
        match (&event.kind, task) {
            (Kind::Polled { why }, Some((task, task_state))) => {
                assert_eq!(task_state, Some(TaskState::Scheduled), "not scheduled: {context}");
                assert_ne!(*why, Why::Unscheduled, "{context}");
                assert_eq!(*why == Why::New, state.tasks[task].polls == 0, "{context}");
                assert_eq!(state.thread, Thread::Loop, "one poll at a time: {context}");
                // Tokio polls main, which isn't in its queue, before all others.
                if on != Loop::Tokio {
                    assert_eq!(state.ready.front(), Some(&task), "first in first out: {context}");
                }
            }
            (Kind::Pending { .. } | Kind::Ready | Kind::Panicked { .. }, Some((task, _))) => {
                assert_eq!(state.thread, Thread::Polls(task), "{context}");
            }
            (Kind::Woken { effect, .. }, Some((_, task_state))) => {
                let expected = match task_state.expect("it was spawned") {
                    TaskState::Idle => Effect::Scheduled,
                    TaskState::Running if on == Loop::Waking => Effect::Scheduled,
                    TaskState::Scheduled | TaskState::Notified if on == Loop::Waking => {
                        Effect::QueuedAgain
                    }
                    TaskState::Running => Effect::WhileRunning,
                    TaskState::Scheduled | TaskState::Notified => Effect::AlreadyScheduled,
                    _ => Effect::AfterEnd,
                };
                assert_eq!(*effect, expected, "{context}");
            }
            (Kind::Parked { .. }, _) => {
                assert_eq!(state.thread, Thread::Loop, "{context}");
                let mut tasks = state.tasks.iter();
                assert!(tasks.all(|task| task.state != TaskState::Scheduled), "{context}");
            }
            (Kind::Unparked { .. }, _) => {
                assert!(matches!(state.thread, Thread::Parked(_)), "{context}");
            }
            (Kind::Repeated { .. }, _) => assert!(on.polls_all(), "{context}"),
            _ => {}
        }
        state.apply(event);
        if let Kind::Woken { by: By::Timer, wait: Some(fired), .. } = event.kind {
            assert!(state.timers().iter().all(|&(_, wait)| wait != fired), "pending: {context}");
        }
        let mut scheduled = state.tasks.iter().filter(|task| task.state == TaskState::Scheduled);
        assert!(on.polls_all() || scheduled.all(|task| task.on.is_empty()), "waits: {context}");
    }
    assert_eq!(state.thread, Thread::Ended);
    let stopped = record.events.iter().any(|event| event.kind == Kind::Stopped);
    assert!(!stopped, "stopped: {record}");
    for (number, task) in state.tasks.iter().enumerate().filter(|_| !on.polls_all()) {
        // Each wake-up leads to at most one poll.
        assert!(task.polls <= 1 + task.wakes, "task {number} of {}", record.header.program);
    }
}
