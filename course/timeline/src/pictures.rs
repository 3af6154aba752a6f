//! The pictures for the chapters.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use recorder::event::Clock;
use recorder::on::Loop;

use crate::build::Compiler;
use crate::error::Error;
use crate::lanes::Lanes;
use crate::programs::{self, root};
use crate::record::Record;
use crate::run::{self, Limits};
use crate::svg;

/// Which runs there are pictures of.
const PICTURES: [(&str, Loop); 9] = [
    ("stage2-event-loop", Loop::Generators),
    ("stage3-sleep", Loop::Generators),
    ("stage4-await", Loop::Generators),
    ("stage4-await", Loop::Busy),
    ("stage4-await", Loop::Waking),
    ("stage4-await", Loop::Jacobio),
    ("stage4-await", Loop::Tokio),
    ("lost_wakeup", Loop::Busy),
    ("lost_wakeup", Loop::Waking),
];

/// The picture of a run, and the file that it belongs in. `None` if the chapters have no picture of
/// that run.
pub fn picture(record: &Record) -> Option<(PathBuf, String)> {
    let (program, on) = (&record.header.program, record.header.on);
    let file = root().join(format!("course/timeline/pictures/{program}.{on}.svg"));
    is_wanted(program, on).then(|| (file, svg::render(&Lanes::new(record))))
}

fn is_wanted(program: &str, on: Loop) -> bool {
    PICTURES.contains(&(program, on))
}

/// Makes the pictures.
///
/// # Errors
///
/// If a program doesn't compile, or can't be run, or a file can't be written.
pub fn write() -> Result<(), Error> {
    let compiler = Compiler::new()?;
    for program in &programs::all() {
        for variant in
            program.variants.iter().filter(|variant| is_wanted(&program.name, variant.on))
        {
            let command = Command::new(compiler.compile(&variant.source)?.executable);
            let limits = Limits::default();
            let record = run::record(command, program, variant, Clock::Simulated, &limits)?;
            if let Some((path, picture)) = picture(&record) {
                fs::write(path, picture)?;
            }
        }
    }
    Ok(())
}
