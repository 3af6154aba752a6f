//! Random programs, those of the parity tests, on the loops: every record keeps the rules, and
//! recording changes nothing. For more of them:
//!
//! ```sh
//! TIMELINE_PROGRAMS=1000 cargo test -p timeline --test random
//! ```
//!
//! A program that fails is printed by
//! `cargo run -p timeline --example random -- everything 7 show`, with its seed.

#[path = "../support/mod.rs"]
mod support;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::{env, fs};

use recorder::event::Clock;
use recorder::on::Loop;
use timeline::build;
use timeline::counts::Counts;
use timeline::programs::{Program, Simulate, Variant};
use timeline::record::Record;
use timeline::run::{self, Limits};

/// The example that runs them. `cargo test` has built it, `cargo test --test random` has not. A
/// build here each time would compile the libraries twice: in a whole `cargo test` they have other
/// features.
static CHILD: LazyLock<PathBuf> = LazyLock::new(|| {
    let test = env::current_exe().expect("the test has a path");
    let folder = test.ancestors().nth(2).expect("it is in `target/debug/deps`").join("examples");
    let example = folder.join("random").with_extension(env::consts::EXE_EXTENSION);
    if is_up_to_date(&example) {
        return example;
    }
    let output = build::cargo(&["--package", "timeline", "--example", "random"]).output();
    let built = build::executables(&output.expect("cargo can be run").stdout);
    built.into_values().next().expect("the example compiles")
});

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

fn seeds() -> impl Iterator<Item = u64> {
    let programs = env::var("TIMELINE_PROGRAMS");
    0..programs.map_or(60, |number| number.parse().expect("it is a number"))
}

/// Records the program of `seed`, and checks that it does the same as without the recorder.
fn record(kind: &str, seed: u64, on: Loop) -> Record {
    let variant = Variant {
        on,
        source: "course/timeline/tests/random/child.rs".to_owned(),
        simulate: Simulate::Recorder,
        clock: Clock::Simulated,
        repeats: true,
        plain: None,
    };
    let program = Program { name: format!("{kind} {seed}"), variants: Vec::new() };
    let command = || {
        let mut command = Command::new(&*CHILD);
        command.stderr(Stdio::null()).args([kind, &seed.to_string()]);
        command
    };
    let record = run::record(command(), &program, &variant, Clock::Simulated, &Limits::default());
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
