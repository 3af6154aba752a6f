//! The pictures for the chapters.

use recorder::on::Loop;

use crate::lanes::Lanes;
use crate::record::Record;
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

/// Returns the picture of a run, and the file that holds it, as a path from the workspace's root.
/// Returns `None` if the chapters have no picture of that run.
pub fn picture(record: &Record) -> Option<(String, String)> {
    let (program, on) = (&*record.header.program, record.header.on);
    let file = format!("course/timeline/pictures/{program}.{on}.svg");
    PICTURES.contains(&(program, on)).then(|| (file, svg::render(&Lanes::new(record))))
}
