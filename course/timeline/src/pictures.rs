//! The pictures for the chapters.

use std::fs;
use std::path::PathBuf;

use recorder::event::Clock;
use recorder::on::Loop;

use crate::error::Error;
use crate::lanes::Lanes;
use crate::programs::{self, root};
use crate::{build, run, svg};

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

/// Each picture with the file that it belongs in.
///
/// # Errors
///
/// If a program doesn't compile, or can't be run.
pub fn all() -> Result<Vec<(PathBuf, String)>, Error> {
    let programs = programs::all();
    let runs = programs
        .iter()
        .flat_map(|program| program.variants.iter().map(move |variant| (program, variant)));
    let wanted = runs.filter(|(program, variant)| PICTURES.contains(&(&program.name, variant.on)));
    wanted
        .map(|(program, variant)| {
            let record =
                run::record(build::recorded(variant)?, program, variant, Clock::Simulated)?;
            let file = format!("{}.{}.svg", program.name, variant.on);
            let path = root().join("course/timeline/pictures").join(file);
            Ok((path, svg::render(&Lanes::new(&record))))
        })
        .collect()
}

/// Makes the pictures.
///
/// # Errors
///
/// As [`all`], or if a file can't be written.
pub fn write() -> Result<(), Error> {
    for (path, picture) in all()? {
        fs::write(path, picture)?;
    }
    Ok(())
}
