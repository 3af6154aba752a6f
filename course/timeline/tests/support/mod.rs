//! Runs programs, and checks what must hold for every record.

#[path = "../../../../tests/child.rs"]
#[allow(dead_code, reason = "not every test needs it")]
mod child;

use std::process::{Command, Stdio};
use std::time::Duration;

use recorder::event::{By, Effect, Kind, Why};
use recorder::on::{LOOP, Loop, SIMULATE, START_PAUSED};
use timeline::programs::{Simulate, Variant};
use timeline::record::Record;
use timeline::state::{State, TaskState, Thread};

#[allow(dead_code, reason = "not every test needs it")]
/// Far more than a run takes on a machine that is busy with other things.
const RUN_LIMIT: Duration = Duration::from_secs(120);

#[allow(dead_code, reason = "not every test needs it")]
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
                    TaskState::Running if on.queues_each_wake() => Effect::Scheduled,
                    TaskState::Scheduled | TaskState::Notified if on.queues_each_wake() => {
                        Effect::QueuedAgain
                    }
                    TaskState::Running => Effect::WhileRunning,
                    TaskState::Scheduled | TaskState::Notified => Effect::AlreadyScheduled,
                    _ => Effect::AfterEnd,
                };
                assert!([expected, Effect::Absorbed].contains(effect), "{context}");
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
    let stopped = record.events.iter().any(|event| matches!(event.kind, Kind::Stopped { .. }));
    assert!(!stopped, "stopped: {record}");
    for (number, task) in state.tasks.iter().enumerate().filter(|_| !on.polls_all()) {
        // Each wake-up leads to at most one poll.
        assert!(task.polls <= 1 + task.wakes, "task {number} of {}", record.header.program);
    }
}
