//! Moves the line numbers of the chapters' includes when an included file has changed.
//!
//! `course/book/anchors.txt` notes the first and the last line that each include shows. When the
//! lines have moved, they are found by their text.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use crate::include::{self, Include};
use crate::{read, root};

/// Where the notes are.
pub const NOTES: &str = "course/book/anchors.txt";

/// The notes for `includes`: three lines each.
pub fn notes(includes: &[Include]) -> String {
    let mut notes = String::new();
    for include in includes.iter().filter(|include| include.written.contains(':')) {
        let Ok(text) = include.text() else { continue };
        let (first, last) = (text.first(), text.last());
        let [first, last] = [first, last].map(|line| line.map_or("", |line| line.trim_end()));
        writeln!(notes, "{}: {}\n  {first}\n  {last}", include.chapter, include.written)
            .expect("a string takes all");
    }
    notes
}

/// The first and last line that each include showed when the notes were written.
fn noted() -> BTreeMap<(String, String), (String, String)> {
    let text = fs::read_to_string(root().join(NOTES)).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    let notes = lines.chunks_exact(3).filter_map(|note| {
        let (chapter, written) = note[0].split_once(": ")?;
        let [first, last] = [note[1], note[2]].map(|line| line.strip_prefix("  "));
        Some(((chapter.into(), written.into()), (first?.into(), last?.into())))
    });
    notes.collect()
}

/// Rewrites the includes whose lines have moved, and the notes. Returns what it did and what it
/// could not find.
///
/// # Panics
///
/// If a file can't be written.
pub fn move_includes() -> Vec<String> {
    let noted = noted();
    let mut report = Vec::new();
    let mut includes = include::all();
    // By how much the lines before have moved, in each file.
    let mut shifts: BTreeMap<String, isize> = BTreeMap::new();
    includes
        .sort_by_key(|include| (include.file.clone(), include.lines.as_ref().map(|l| *l.start())));
    for include in &includes {
        let key = (include.chapter.clone(), include.written.clone());
        let Some((note, lines)) = noted.get(&key).zip(include.lines.clone()) else { continue };
        let shift = shifts.entry(include.file.clone()).or_default();
        let Some(written) = moved(include, note, (*lines.start(), *lines.end()), shift) else {
            report.push(format!("{include}: lost, mend it by hand: {}", note.0));
            continue;
        };
        if written != include.written {
            let text = read(&include.chapter);
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            let line = &mut lines[include.line - 1];
            *line = line.replace(
                &format!("{{{{#include {}}}}}", include.written),
                &format!("{{{{#include {written}}}}}"),
            );
            fs::write(root().join(&include.chapter), lines.join("\n") + "\n")
                .expect("the chapter can be written");
            report.push(format!("{include}: now {written}"));
        }
    }
    fs::write(root().join(NOTES), notes(&include::all())).expect("the notes can be written");
    report
}

/// The include with the numbers of the lines where its first and last line are now.
fn moved(
    include: &Include,
    (first, last): &(String, String),
    (from, to): (usize, usize),
    shift: &mut isize,
) -> Option<String> {
    let text = read(&include.file);
    let nearest = |wanted: &str, place: usize, after: usize| {
        let places = (1..).zip(text.lines()).skip(after - 1);
        let places = places.filter(|(_, line)| line.trim_end() == wanted);
        places.map(|(number, _)| number).min_by_key(|number: &usize| number.abs_diff(place))
    };
    let new_from = nearest(first, from.checked_add_signed(*shift)?, 1)?;
    *shift = new_from.cast_signed() - from.cast_signed();
    let path = include.written.split(':').next()?;
    if to == usize::MAX {
        return Some(format!("{path}:{new_from}:"));
    }
    let new_to = nearest(last, new_from + (to - from), new_from)?;
    let one_line = include.written.matches(':').count() == 1;
    Some(if one_line {
        format!("{path}:{new_from}")
    } else {
        format!("{path}:{new_from}:{new_to}")
    })
}
