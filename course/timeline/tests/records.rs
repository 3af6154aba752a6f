//! The records in the repository are what the recorder makes today.

use std::path::PathBuf;
use std::{env, fs};

use recorder::event::Clock;
use timeline::record::Record;
use timeline::{programs, run};

/// All records are made anew if this is set.
const UPDATE: &str = "TIMELINE_UPDATE";
const COMMAND: &str = "TIMELINE_UPDATE=1 cargo test -p timeline";

fn path(program: &str, on: &str) -> PathBuf {
    programs::root().join(format!("course/timeline/records/{program}.{on}.jsonl"))
}

#[test]
fn every_run_on_the_simulated_clock_has_the_record_that_is_in_the_repository() {
    for program in programs::all() {
        for variant in &program.variants {
            let record = run::record(&program, variant, Clock::Simulated).expect("it runs");
            let path = path(&program.name, variant.on.name());
            if env::var_os(UPDATE).is_some() {
                fs::write(&path, record.to_string()).expect("the folder is there");
            }
            let kept = fs::read_to_string(&path).unwrap_or_default();
            let path = path.display();
            assert_eq!(kept, record.to_string(), "{path} differs; if it should: {COMMAND}");
        }
    }
}

#[test]
fn a_record_is_read_as_it_was_written() {
    for program in programs::all() {
        for variant in &program.variants {
            let text = fs::read_to_string(path(&program.name, variant.on.name()));
            let text = text.expect("every program has a record");
            let record: Record = text.parse().expect("it is a record");
            assert_eq!(record.to_string(), text);
        }
    }
}
