//! Random programs, those of the parity tests, on the loops: every record keeps the rules, and
//! recording changes nothing. For more of them:
//!
//! ```sh
//! TIMELINE_PROGRAMS=1000 cargo test -p timeline --test random
//! ```
//!
//! A program that fails is printed by `cargo run -p timeline --example random -- everything 7 show`,
//! with its seed.

#[path = "../support/mod.rs"]
mod support;

use std::env;
use std::process::Command;

use recorder::event::Clock;
use recorder::on::Loop;
use timeline::counts::Counts;
use timeline::programs::{Program, Simulate, Variant};
use timeline::record::Record;
use timeline::run;

fn seeds() -> impl Iterator<Item = u64> {
    let programs = env::var("TIMELINE_PROGRAMS");
    0..programs.map_or(60, |number| number.parse().expect("it is a number"))
}

/// Records the program of `seed`, and checks that it does the same as without the recorder.
fn record(kind: &str, seed: u64, on: Loop) -> Record {
    let variant = Variant {
        on,
        target: "random".to_owned(),
        source: "course/timeline/tests/random/child.rs".to_owned(),
        simulate: Simulate::Recorder,
        repeats: true,
        plain: None,
    };
    let program = Program { name: format!("{kind} {seed}"), variants: Vec::new() };
    let command = || {
        let mut command: Command = support::command(&variant);
        command.args([kind, &seed.to_string()]);
        command
    };
    let record = run::record(command(), &program, &variant, Clock::Simulated);
    let record = record.unwrap_or_else(|error| panic!("{kind} {seed} on {on}: {error}"));
    support::check(&record);
    let plain = support::plain_lines(command(), &variant);
    assert_eq!(record.printed(), plain, "{kind} {seed} on {on} prints something else");
    record
}

/// The lines have the time and the task of every poll and of every drop.
#[test]
fn every_poll_is_where_and_when_it_is_without_the_recorder() {
    for seed in seeds() {
        for on in [Loop::Jacobio, Loop::Tokio] {
            record("everything", seed, on);
        }
    }
}

#[test]
fn every_loop_keeps_its_rules_and_jacobio_polls_no_more_often_than_waking() {
    for seed in seeds() {
        let polls = |on| Counts::new(&record("simple", seed, on)).polls;
        let [busy, waking, jacobio, _] =
            [Loop::Busy, Loop::Waking, Loop::Jacobio, Loop::Tokio].map(polls);
        assert!(jacobio <= waking && waking <= busy, "{seed}: {jacobio}, {waking}, {busy}");
    }
}
