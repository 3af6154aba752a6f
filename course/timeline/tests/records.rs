//! What the repository holds of each run is what a run makes today.

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::{env, fs};

use anstream::adapter::strip_str;
use recorder::event::{Clock, Kind};
use timeline::build::Compiler;
use timeline::compare::Comparison;
use timeline::lanes::Lanes;
use timeline::programs::{self, Program, Variant};
use timeline::record::Record;
use timeline::run::{self, Limits};
use timeline::{pictures, terminal};

/// The files are made anew if this is set.
const UPDATE: &str = "TIMELINE_UPDATE";
const COMMAND: &str = "TIMELINE_UPDATE=1 cargo test -p timeline";

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

fn assert_kept(path: &Path, content: &str) {
    if env::var_os(UPDATE).is_some() {
        fs::write(path, content).expect("the folder is there");
    }
    // Git may have changed the ends of the lines.
    let kept = fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    // Not `assert_eq`: the difference of two long texts in one line helps no reader.
    if kept != content {
        let pairs = kept.lines().zip(content.lines());
        let same = pairs.take_while(|(kept, made)| kept == made).count();
        let line = |text: &str| text.lines().nth(same).unwrap_or("(the end)").to_owned();
        panic!(
            "{} isn't what a run makes; if that is right: {COMMAND}\n\
             They differ first in line {}.\nkept: {}\nmade: {}",
            path.display(),
            same + 1,
            line(&kept),
            line(content),
        );
    }
}

#[test]
fn records_and_views_are_those_in_the_repository() {
    let folder = programs::root().join("course/timeline");
    for (program, variant, record) in &*RUNS {
        let name = format!("{}.{}", program.name, variant.on);
        let text = record.to_string();
        assert_kept(&folder.join(format!("records/{name}.jsonl")), &text);
        assert_eq!(text.parse::<Record>().expect("it is a record"), *record);

        let lanes = Lanes::new(record);
        let view = strip_str(&terminal::render(&lanes, false)).to_string();
        assert!(view.lines().all(|line| line.chars().count() <= 100), "{view}");
        assert_kept(&folder.join(format!("views/{name}.txt")), &view);
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

/// The README has it, too.
#[test]
fn the_costs_of_the_articles_program_are_those_in_the_repository() {
    let records = RUNS.iter().map(|(_, _, record)| record);
    let mut records: Vec<_> =
        records.filter(|record| record.header.program == "stage4-await").collect();
    records.sort_by_key(|record| record.header.on);
    let comparison = Comparison::new(&records).to_string();
    let folder = programs::root().join("course/timeline");
    assert_kept(&folder.join("views/stage4-await.compared.txt"), &comparison);
    let readme = fs::read_to_string(folder.join("README.md")).expect("there is one");
    let readme = readme.replace("\r\n", "\n");
    assert!(readme.contains(comparison.trim_end()), "the README has other numbers:\n{comparison}");
}

#[test]
fn pictures_are_those_in_the_repository() {
    let pictures: Vec<_> =
        RUNS.iter().filter_map(|(_, _, record)| pictures::picture(record)).collect();
    for (path, picture) in &pictures {
        assert_kept(path, picture);
    }
    let files = fs::read_dir(programs::root().join("course/timeline/pictures"));
    assert_eq!(files.expect("the folder is there").count(), pictures.len());
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
