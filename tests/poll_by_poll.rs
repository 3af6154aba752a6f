//! What stage 4's chapter says of the article's program, poll by poll, is what the records of its
//! runs say.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::time::Duration;

use recorder::event::{By, Event, Kind, On, Why};
use repository::{assert_section, read};
use timeline::counts::Counts;
use timeline::record::Record;

const CHAPTER: &str = "stage4-await/leave_it_out.md";

/// The record of the article's program on one of the loops. The package `timeline` keeps it true.
fn record(event_loop: &str) -> Record {
    let text = read(&format!("course/timeline/records/stage4-await.{event_loop}.jsonl"));
    text.parse().expect("it is a record")
}

/// What the program calls a task.
fn name(record: &Record, task: usize) -> String {
    let spawned = record.events.iter().find_map(|event| match &event.kind {
        Kind::Spawned { name, .. } if event.task == Some(task) => Some(name),
        _ => None,
    });
    format!("`{}`", spawned.expect("every task was spawned"))
}

/// Where the waker is that is kept for a wait.
fn place(record: &Record, wait: Option<usize>) -> String {
    let on = record.events.iter().find_map(|event| match &event.kind {
        Kind::Awaits { wait: this, on, .. } if Some(*this) == wait => Some(on),
        _ => None,
    });
    match on {
        Some(On::Sleep { until, .. }) => format!("in the timer for {}", seconds(*until)),
        Some(On::Join { task }) => format!("in the handle of {}", name(record, *task)),
        other => panic!("the article's program has no such wait: {other:?}"),
    }
}

fn reason(record: &Record, why: &Why) -> String {
    match why {
        Why::New => "it is new".to_owned(),
        Why::Woken { by: By::Timer, .. } => "its timer has fired".to_owned(),
        Why::Woken { by: By::Task(task), .. } => format!("{} has ended", name(record, *task)),
        other => panic!("the waking loop polls for no such reason: {other:?}"),
    }
}

/// The tasks in the ready queue before the event `seq`, and with what the last poll has woken.
fn ready_queue_at(record: &Record, seq: usize) -> String {
    let mut queue = VecDeque::new();
    for event in &record.events {
        let by_task = matches!(event.kind, Kind::Woken { by: By::Task(_), .. })
            || matches!(event.kind, Kind::Spawned { by: Some(_), .. });
        if event.seq >= seq && !by_task {
            break;
        }
        match (&event.kind, event.task) {
            (Kind::Spawned { .. } | Kind::Woken { .. }, Some(task)) => queue.push_back(task),
            (Kind::Polled { .. }, task) => assert_eq!(queue.pop_front(), task),
            _ => {}
        }
    }
    let names: Vec<_> = queue.into_iter().map(|task| name(record, task)).collect();
    names.join(", ")
}

/// What the thread does after a poll and before the next one.
fn next(record: &Record, after: &[Event]) -> String {
    let is_next = |event: &Event| matches!(event.kind, Kind::Polled { .. });
    let mut steps = Vec::new();
    for event in after.iter().take_while(|event| !is_next(event)) {
        match (&event.kind, event.task) {
            (Kind::Parked { until: Some(until) }, _) => {
                steps.push(format!("waits until {}", seconds(*until)));
            }
            (Kind::Woken { by: By::Timer, .. }, Some(task)) => {
                steps.push(format!("fires the timer of {}", name(record, task)));
            }
            (Kind::Exited { .. }, _) => steps.push("returns from `block_on`".to_owned()),
            _ => {}
        }
    }
    if after.iter().any(is_next) {
        steps.push("takes the next id".to_owned());
    }
    steps.join(", ")
}

/// A row of the chapter's table for each poll.
fn polls(record: &Record) -> String {
    let mut rows = String::new();
    for (start, event) in record.events.iter().enumerate() {
        let (Kind::Polled { why }, Some(task)) = (&event.kind, event.task) else { continue };
        let later = &record.events[start + 1..];
        let is_end = |event: &Event| matches!(event.kind, Kind::Pending { .. } | Kind::Ready);
        let end = later.iter().position(is_end).expect("every poll ends");
        let (during, after) = later.split_at(end + 1);
        let (mut prints, mut keeps, mut then) = (Vec::new(), Vec::new(), Vec::new());
        for event in during {
            match &event.kind {
                Kind::Printed { text } => prints.push(text.clone()),
                Kind::WakerKept { wait } => keeps.push(place(record, *wait)),
                _ => {}
            }
        }
        // What a task does as its last step is recorded after its end.
        for event in after.iter().take_while(|event| event.task.is_some()) {
            if let (Kind::Woken { by, .. }, Some(woken)) = (&event.kind, event.task)
                && *by == By::Task(task)
            {
                then.push(format!("wakes {}", name(record, woken)));
            }
        }
        let ends = matches!(during[end].kind, Kind::Ready);
        then.push(if ends { "ends" } else { "is pending" }.to_owned());
        let cells = [
            (rows.lines().count() + 1).to_string(),
            name(record, task),
            reason(record, why),
            prints.join(", "),
            keeps.join(", "),
            then.join(", "),
            ready_queue_at(record, after[0].seq),
            next(record, after),
        ];
        rows +=
            &format!("| {} |\n", cells.join(" | ")).replace("|  |", "| |").replace("|  |", "| |");
    }
    rows
}

/// The rows of the chapter's second table: what happens from the first poll of a task's first sleep
/// to the task's next poll, and in which functions of `waking.rs`.
fn first_sleep(record: &Record, of: &str) -> String {
    let is_it = |event: &Event| event.task.is_some_and(|task| name(record, task) == of);
    let begins = |event: &Event| match &event.kind {
        Kind::Awaits { on: On::Sleep { until, .. }, .. } if is_it(event) => Some(*until),
        _ => None,
    };
    let start = record.events.iter().position(|event| begins(event).is_some());
    let start = start.expect("it sleeps");
    let deadline = begins(&record.events[start]).expect("it sleeps");
    let source = read("stage4-await/src/waking.rs");
    let mut rows = String::new();
    for event in &record.events[start..] {
        let until = seconds(deadline);
        let (function, what) = match &event.kind {
            Kind::Awaits { .. } if is_it(event) => {
                ("sleep", format!("puts a timer for {until} into `TIMERS`"))
            }
            Kind::WakerKept { .. } if is_it(event) => (
                "time_is_up",
                "puts a clone of the task's waker into the timer, and returns `Pending`".to_owned(),
            ),
            Kind::Pending { .. } if is_it(event) => {
                ("block_on", "puts the task back into `TASKS`".to_owned())
            }
            Kind::Parked { until: Some(end) } if *end == deadline => (
                "next_ready",
                format!("finds the queue empty and waits in `recv_timeout`, until {until}"),
            ),
            Kind::Unparked { .. } => {
                ("next_ready", "loops: `recv_timeout` has timed out".to_owned())
            }
            Kind::Woken { .. } if is_it(event) => (
                "fire_timers",
                "removes the timer and uses its waker: `TaskWaker::wake` sends the id".to_owned(),
            ),
            Kind::Polled { .. } if is_it(event) => (
                "block_on",
                "takes the id from `next_ready`, the task from `TASKS`, and polls it".to_owned(),
            ),
            Kind::Resolved { .. } if is_it(event) => {
                ("time_is_up", "finds no timer in `TIMERS`, and returns `Ready`".to_owned())
            }
            _ => continue,
        };
        assert!(source.contains(function), "waking.rs has no `{function}` now: change it here");
        let _ = writeln!(rows, "| {} | `{function}` | {what} |", seconds(event.time));
        if matches!(event.kind, Kind::Resolved { .. }) {
            break;
        }
    }
    rows
}

fn seconds(micros: u64) -> String {
    format!("{} s", Duration::from_micros(micros).as_secs_f64())
}

#[test]
fn the_chapter_has_each_poll_of_the_articles_program_on_the_waking_loop() {
    let head = "| | polled | why it was ready | prints | keeps its waker | then the task \
                | ready queue | then the thread |\n|--:|---|---|---|---|---|---|---|\n";
    assert_section(CHAPTER, "polls", &(head.to_owned() + &polls(&record("waking"))));
}

#[test]
fn the_chapter_follows_one_sleep_from_its_first_poll_to_its_end() {
    let head = "| time | in `waking.rs` | what it does |\n|---|---|---|\n";
    let rows = first_sleep(&record("waking"), "`task1`");
    assert_section(CHAPTER, "one sleep", &(head.to_owned() + &rows));
}

#[test]
fn the_chapter_counts_the_polls_of_the_articles_program_on_each_loop() {
    let polls = |on| timeline::units::thousands(Counts::new(&record(on)).polls);
    let rows = [
        ("stage 3's loop, with generators", "generators"),
        ("`busy.rs`", "busy"),
        ("`waking.rs`", "waking"),
        ("jacobio", "jacobio"),
        ("tokio", "tokio"),
    ];
    let rows = rows.map(|(shown, on)| format!("| {shown} | {} |\n", polls(on)));
    let table = "| loop | polls |\n|---|--:|\n".to_owned() + &rows.concat();
    assert_section(CHAPTER, "counts of polls", &table);
    let readme = read("stage4-await/README.md");
    let readme = readme.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = format!(
        "the busy loop polls {} times on the simulated clock, and the waking loop polls {} times",
        polls("busy"),
        polls("waking")
    );
    assert!(readme.contains(&said), "stage 4's README must say: {said}");
}
