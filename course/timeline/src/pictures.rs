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

/// The book's own programs that have a picture, in `course/programs/examples`, on jacobio.
pub const BOOK: [&str; 4] = ["back_pressure", "detached", "futurelock_wrong", "lost_message_wrong"];

/// Returns the picture of a run, and the file that holds it, as a path from the workspace's root.
/// Returns `None` if the chapters have no picture of that run.
pub fn picture(record: &Record) -> Option<(String, String)> {
    let on = record.header.on;
    // A program that is named by its file has its path in the record.
    let program = record.header.program.rsplit('/').next()?.trim_end_matches(".rs");
    let is_wanted =
        PICTURES.contains(&(program, on)) || on == Loop::Jacobio && BOOK.contains(&program);
    let file = format!("course/timeline/pictures/{program}.{on}.svg");
    is_wanted.then(|| (file, svg::render(&Lanes::new(record))))
}
