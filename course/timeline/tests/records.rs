//! The records in the repository are what the recorder makes today.

mod support;

use std::path::PathBuf;
use std::{env, fs};

use recorder::event::Clock;
use recorder::on::Loop;
use timeline::programs;
use timeline::record::Record;

/// All records are made anew if this is set.
const UPDATE: &str = "TIMELINE_UPDATE";
const COMMAND: &str = "TIMELINE_UPDATE=1 cargo test -p timeline";

fn path(program: &str, on: &str) -> PathBuf {
    programs::root().join(format!("course/timeline/records/{program}.{on}.jsonl"))
}

/// Every program on every loop that it runs on, recorded.
fn records() -> impl Iterator<Item = (PathBuf, Record)> {
    support::build();
    let programs = programs::all().into_iter();
    programs.flat_map(|program| {
        let variants = program.variants.clone().into_iter();
        variants.filter_map(move |variant| {
            match support::record(&program, &variant, Clock::Simulated) {
                Ok(record) => Some((path(&program.name, variant.on.name()), record)),
                Err(error) => {
                    let lacks_abort = program.name == "abort" && variant.on < Loop::Jacobio;
                    assert!(lacks_abort, "{} on {}: {error}", program.name, variant.on);
                    None
                }
            }
        })
    })
}

#[test]
fn every_run_on_the_simulated_clock_has_the_record_that_is_in_the_repository() {
    for (path, record) in records() {
        if env::var_os(UPDATE).is_some() {
            fs::write(&path, record.to_string()).expect("the folder is there");
        }
        let kept = fs::read_to_string(&path).unwrap_or_default();
        let path = path.display();
        assert_eq!(kept, record.to_string(), "{path} differs; if it should: {COMMAND}");
        let read: Record = kept.parse().expect("it is a record");
        assert_eq!(read, record);
    }
}
