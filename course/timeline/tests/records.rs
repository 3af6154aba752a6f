//! What the repository holds of each run is what a run makes today.

mod support;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::{LazyLock, Mutex, PoisonError};

use anstream::adapter::strip_str;
use recorder::event::{Clock, Kind};
use repository::{assert_file, assert_section, files};
use timeline::build::Compiler;
use timeline::compare::Comparison;
use timeline::lanes::Lanes;
use timeline::programs::{self, Program, Variant};
use timeline::record::Record;
use timeline::run::{self, Limits};
use timeline::{pictures, terminal};

/// Every program on every loop that it runs on, recorded, if its record is the same each time.
static RUNS: LazyLock<Vec<(Program, Variant, Record)>> = LazyLock::new(|| {
    let programs = programs::all().into_iter();
    let runs = programs.flat_map(|program| {
        let variants = program.variants.clone().into_iter().filter(|variant| variant.repeats);
        variants.map(move |variant| {
            let record = record(&program, &variant);
            (program.clone(), variant, record)
        })
    });
    runs.collect()
});

/// The program in a source, which records nothing unless it is asked to. It is compiled once.
fn command(source: &str) -> Command {
    static COMPILED: LazyLock<(Compiler, Mutex<BTreeMap<String, PathBuf>>)> =
        LazyLock::new(|| (Compiler::new().expect("the recorder compiles"), Mutex::default()));
    let (compiler, programs) = &*COMPILED;
    let mut programs = programs.lock().unwrap_or_else(PoisonError::into_inner);
    let program = programs.entry(source.to_owned()).or_insert_with(|| {
        let result = compiler.compile(source);
        result.unwrap_or_else(|error| panic!("{source}: {error}")).executable
    });
    let mut command = Command::new(program);
    // One of them panics.
    command.stderr(Stdio::null());
    command
}

/// Records a program on the simulated clock.
fn record(program: &Program, variant: &Variant) -> Record {
    let command = command(&variant.source);
    run::record(command, program, variant, Clock::Simulated, &Limits::default())
        .unwrap_or_else(|error| panic!("{} on {}: {error}", program.name, variant.on))
}

#[test]
fn records_and_views_are_those_in_the_repository() {
    for (program, variant, record) in &*RUNS {
        let name = format!("{}.{}", program.name, variant.on);
        let text = record.to_string();
        assert_file(&format!("course/timeline/records/{name}.jsonl"), &text);
        assert_eq!(text.parse::<Record>().expect("it is a record"), *record);

        let lanes = Lanes::new(record);
        let view = strip_str(&terminal::render(&lanes, false)).to_string();
        assert!(view.lines().all(|line| line.chars().count() <= 100), "{view}");
        assert_file(&format!("course/timeline/views/{name}.txt"), &view);
        // Two programs print an ellipsis.
        assert!(terminal::render(&lanes, true).replace('…', "").is_ascii());
    }
}

/// How long the real clock has run when it is paused differs each time.
#[test]
fn the_time_before_the_clock_is_paused_is_in_no_record() {
    let file = programs::root().join("course/timeline/tests/records/late_pause.rs");
    let program = programs::in_file(&file).expect("it is there");
    for variant in &program.variants {
        let record = record(&program, variant);
        support::check(&record);
        let paused = record.events.iter().find(|event| event.kind == Kind::ClockPaused);
        assert_eq!(paused.expect("the recorder pauses it").time, 0, "{record}");
    }
}

#[test]
fn every_record_keeps_the_rules_of_its_loop() {
    for (_, _, record) in &*RUNS {
        support::check(record);
    }
}

/// Two READMEs have it, too.
#[test]
fn the_costs_of_the_articles_program_are_those_in_the_repository() {
    let records = RUNS.iter().map(|(_, _, record)| record);
    let mut records: Vec<_> =
        records.filter(|record| record.header.program == "stage4-await").collect();
    records.sort_by_key(|record| record.header.on);
    let comparison = Comparison::new(&records).to_string();
    assert_file("course/timeline/views/stage4-await.compared.txt", &comparison);
    let block = format!("```text\n{}\n```", comparison.trim_end());
    for readme in ["README.md", "course/timeline/README.md"] {
        assert_section(readme, "costs", &block);
    }
}

#[test]
fn pictures_are_those_in_the_repository() {
    let mut pictures: Vec<_> =
        RUNS.iter().filter_map(|(_, _, record)| pictures::picture(record)).collect();
    for name in pictures::BOOK {
        let file = programs::root().join(format!("course/programs/examples/{name}.rs"));
        let program = programs::in_file(&file).expect("it is there");
        // The loop that a program names comes first.
        let record = record(&program, &program.variants[0]);
        pictures.extend(pictures::picture(&record));
    }
    for (path, picture) in &pictures {
        assert_file(path, picture);
    }
    assert_eq!(files("course/timeline/pictures", "").len(), pictures.len());
}

#[test]
fn a_recorded_program_prints_what_it_prints_without_the_recorder() {
    for (_, variant, record) in &*RUNS {
        // Without the recorder it would hang.
        if record.is_stuck() {
            continue;
        }
        let lines = support::plain_lines(command(&variant.source), variant);
        assert_eq!(record.printed(), lines, "{} on {}", variant.source, variant.on);
    }
}
