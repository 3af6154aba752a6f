//! The reasons that views give are those that were recorded.

mod support;

use std::process::{Command, Stdio};
use std::sync::LazyLock;

use anstream::adapter::strip_str;
use recorder::event::{Clock, Kind};
use recorder::on::Loop;
use timeline::build::Compiler;
use timeline::lanes::Lanes;
use timeline::record::Record;
use timeline::run::{self, Limits};
use timeline::state::State;
use timeline::{programs, terminal};

/// Records a program in `tests/reasons`, or in `examples`, on each of these loops.
fn records(path: &str, loops: &[Loop]) -> Vec<Record> {
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
        let limits = Limits::default();
        let record = run::record(command, &program, variant, Clock::Simulated, &limits);
        record.unwrap_or_else(|error| panic!("{path} on {}: {error}", variant.on))
    });
    records.collect()
}

/// The loops that wake.
const WAKING: [Loop; 3] = [Loop::Waking, Loop::Jacobio, Loop::Tokio];

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
        let view = view(&record);
        let words = view.split_whitespace().filter(|word| !word.starts_with(['.', ':']));
        let words = words.collect::<Vec<_>>().join(" ");
        assert!(words.contains("awaits sleep(20 ms); sleep(10 ms) is not polled"), "{view}");
    }
}
