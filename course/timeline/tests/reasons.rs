//! The reasons that views give are those that were recorded.

mod support;

use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use anstream::adapter::strip_str;
use recorder::event::{By, Clock, Event, Kind, Operation, Stop, Why};
use recorder::on::Loop;
use timeline::build::Compiler;
use timeline::lanes::Lanes;
use timeline::record::Record;
use timeline::run::{self, Limits};
use timeline::state::State;
use timeline::{programs, terminal};

/// Records a program in `tests/reasons`, or in `examples`, on each of these loops.
fn records(path: &str, loops: &[Loop]) -> Vec<Record> {
    let limits = Limits { poll: Duration::from_secs(1), ..Limits::default() };
    records_with(path, loops, &limits)
}

fn records_with(path: &str, loops: &[Loop], limits: &Limits) -> Vec<Record> {
    static COMPILER: LazyLock<Compiler> =
        LazyLock::new(|| Compiler::new().expect("the recorder compiles"));
    let file = programs::root().join("course/timeline").join(path);
    let program = programs::in_file(&file).expect("it is there");
    let variants = program.variants.iter().filter(|variant| loops.contains(&variant.on));
    let records = variants.map(|variant| {
        let compiled = COMPILER.compile(&variant.source);
        let built = compiled.unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut command = Command::new(built.executable);
        command.stderr(Stdio::null());
        let record = run::record(command, &program, variant, Clock::Simulated, limits);
        record.unwrap_or_else(|error| panic!("{path} on {}: {error}", variant.on))
    });
    records.collect()
}

/// The loops that wake.
const WAKING: [Loop; 3] = [Loop::Waking, Loop::Jacobio, Loop::Tokio];

const ALL: [Loop; 4] = [Loop::Busy, Loop::Waking, Loop::Jacobio, Loop::Tokio];

/// The words of a view, without the marks of the lanes.
fn words(record: &Record) -> String {
    let view = view(record);
    let words = view.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric));
    words.collect::<Vec<_>>().join(" ")
}

fn view(record: &Record) -> String {
    strip_str(&terminal::render(&Lanes::new(record), true)).to_string()
}

#[test]
fn a_task_that_sends_and_ends_has_woken_by_sending() {
    for record in records("tests/reasons/sender.rs", &WAKING) {
        let view = view(&record);
        assert!(view.contains("woken by cook"), "{view}");
        assert!(!view.contains("cook has ended"), "{view}");
    }
}

#[test]
fn behind_combinators_the_thread_parks_until_the_next_timer_and_reasons_are_those_of_timers() {
    for record in records("tests/reasons/combinators.rs", &WAKING) {
        support::check(&record);
        let view = view(&record);
        assert!(!view.contains("the time limit is over"), "{view}");
        let mut state = State::new(&record);
        let mut parks = 0;
        for event in &record.events {
            if let Kind::Parked { until } = event.kind {
                parks += 1;
                let next = state.timers().first().map(|&(until, _)| until);
                // The waking loop keeps the timers of sleeps that were dropped.
                let is_next = until == next || record.header.on == Loop::Waking;
                assert!(is_next, "{event:?}, not {next:?}\n{view}");
            }
            state.apply(event);
        }
        // One for each length of time that has to pass: 10, 20 and 30 ms, and so on.
        assert!((46..=50).contains(&parks), "{parks} parks\n{view}");
    }
}

#[test]
fn a_future_that_its_task_keeps_and_does_not_poll_is_told_from_one_that_it_awaits() {
    for record in records("tests/reasons/unpolled.rs", &WAKING) {
        support::check(&record);
        let words = words(&record);
        assert!(words.contains("awaits sleep(20 ms); sleep(10 ms) is not polled"), "{words}");
    }
}

#[test]
fn a_deadlock_is_found_at_once_on_every_loop_and_named() {
    for (path, waits) in [
        ("mailboxes", "actor waits for room in the channel (mailboxes.rs:8)"),
        ("philosophers", "philosopher waits for the lock (philosophers.rs:12)"),
        (
            "futurelock",
            "main waits for the lock (futurelock.rs:24), and was woken for the lock \
             (futurelock.rs:20), which it doesn't poll",
        ),
        ("forgotten_sender", "main waits for a message (forgotten_sender.rs:16)"),
    ] {
        let start = Instant::now();
        for record in records(&format!("tests/reasons/{path}.rs"), &ALL) {
            support::check(&record);
            assert!(record.is_stuck(), "{record}");
            let words = words(&record);
            assert!(words.contains(waits), "{words}");
        }
        // All of it, on a machine that is busy with other things.
        assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
    }
}

/// The only event of this kind, with its task.
fn stop(record: &Record) -> (Stop, Option<usize>) {
    let mut stops = record.events.iter().filter_map(|event| match event.kind {
        Kind::Stopped { why } => Some((why, event.task)),
        _ => None,
    });
    stops.next().expect("it was stopped")
}

#[test]
fn a_poll_that_blocks_the_thread_is_named_after_seconds() {
    for record in records("tests/reasons/blocked.rs", &WAKING) {
        assert_eq!(stop(&record), (Stop::NeverReturned, Some(2)), "{record}");
        assert!(words(&record).contains("this poll never returned"), "{}", view(&record));
    }
}

#[test]
fn tasks_that_wake_themselves_forever_are_stopped_and_folded() {
    for record in records("tests/reasons/spinner.rs", &WAKING) {
        assert_eq!(stop(&record).0, Stop::Spins);
        assert!(record.events.len() < 60, "{} events", record.events.len());
        assert!(view(&record).contains("more times"), "{}", view(&record));
    }
}

#[test]
fn a_time_limit_that_is_made_anew_in_each_round_is_never_over() {
    for record in records("tests/reasons/renewed_limit.rs", &[Loop::Jacobio, Loop::Tokio]) {
        support::check(&record);
        assert_eq!(record.printed(), ["done"]);
        assert!(words(&record).contains("drops sleep(20 ms)"), "{}", view(&record));
        assert!(!words(&record).contains("sleep(20 ms) is over"), "{}", view(&record));
    }
}

#[test]
fn numbers_are_sorted_by_sleeping_on_every_loop() {
    for record in records("tests/reasons/sleep_sort.rs", &ALL) {
        support::check(&record);
        assert_eq!(record.printed(), ["10", "20", "30"]);
    }
}

#[test]
fn what_the_recorder_knows_of_the_runtimes_does_what_theirs_does() {
    for record in records("tests/reasons/names.rs", &[Loop::Jacobio, Loop::Tokio]) {
        support::check(&record);
        let lines = [
            "ids: true",
            "oneshot: Ok(1)",
            "watch: 2",
            "join: 3",
            "permits: 0",
            "unbounded: (Some(4), 5)",
            "late: true",
            "30 ms",
            "40 ms",
            "panic: on purpose",
        ];
        assert_eq!(record.printed(), lines, "{}", record.header.on);
    }
}

/// The byte of each answer: from the task that writes it to the poll that reads it.
#[test]
fn the_way_of_a_byte_is_in_the_record_on_every_loop_that_has_sockets() {
    let mut all = records("../../stage4-await/src/main_reacting.rs", &[Loop::Reacting]);
    all.extend(records("../../stage4-await/src/main_fetch.rs", &[Loop::Jacobio, Loop::Tokio]));
    for record in all {
        support::check(&record);
        let lines = ["Task 1", "Task 2", "Task 2", "Task 2", "Task 1", "done"];
        assert_eq!(record.printed(), lines, "{}", record.header.on);
        let events = &record.events;
        let moved = |wanted| {
            events.iter().filter(move |event| match event.kind {
                Kind::Moved { to, bytes: 1, .. } => to == wanted,
                _ => false,
            })
        };
        // Five requests and five answers.
        assert_eq!(moved(Operation::Write).count(), 10, "{record}");
        assert_eq!(moved(Operation::Read).count(), 10, "{record}");
        // Task 1 and task 2 read the answers.
        for read in moved(Operation::Read).filter(|event| matches!(event.task, Some(2 | 3))) {
            let before = events[..read.seq].iter().rev();
            let polled = before.clone().find(|event| event.task == read.task && is_poll(event));
            let polled = &polled.expect("it is polled").kind;
            let by_socket =
                matches!(polled, Kind::Polled { why: Why::Woken { by: By::Socket, .. } });
            assert!(by_socket, "{polled:?}\n{record}");
            let wrote = before.clone().any(|event| {
                matches!(event.kind, Kind::Moved { to: Operation::Write, .. })
                    && event.task > Some(3)
            });
            assert!(wrote, "no task has answered before {read:?}\n{record}");
        }
    }
}

fn is_poll(event: &Event) -> bool {
    matches!(event.kind, Kind::Polled { .. })
}

#[test]
fn a_server_without_clients_is_not_stuck() {
    let path = "tests/reasons/server.rs";
    let limits = Limits { silence: Duration::from_secs(1), ..Limits::default() };
    for record in records_with(path, &[Loop::Reacting, Loop::Jacobio, Loop::Tokio], &limits) {
        assert_eq!(stop(&record).0, Stop::TooLong, "{record}");
    }
}

#[test]
fn a_program_with_tokios_macro_is_recorded_on_every_loop() {
    for record in records("tests/reasons/posted.rs", &ALL) {
        support::check(&record);
        assert_eq!(record.printed(), ["Some(\"done\")"]);
    }
}
