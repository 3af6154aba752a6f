//! Every line once: each line of the stages' sources stands in the chapters, once.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use similar::{ChangeTag, TextDiff};

use crate::include::Include;
use crate::read;

/// How the book shows a file.
#[derive(Clone, Copy)]
pub enum Shown {
    /// Every line, once.
    Whole,
    /// Every line that is not in the other file. That one is shown whole.
    ButFor(&'static str),
    /// Every line of the diff once, but for files that are new or gone: those are shown as code.
    Diff,
}

/// The sources that the book shows line by line.
pub const SOURCES: &[(&str, Shown)] = &[
    ("stage1-generators/src/lib.rs", Shown::Whole),
    ("stage1-generators/src/generator.rs", Shown::Whole),
    ("stage1-generators/src/yield_from.rs", Shown::Whole),
    ("stage1-generators/src/main.rs", Shown::Whole),
    ("stage2-event-loop/src/lib.rs", Shown::Whole),
    ("stage2-event-loop/src/event_loop.rs", Shown::Whole),
    ("stage2-event-loop/src/main.rs", Shown::Whole),
    ("stage3-sleep/src/lib.rs", Shown::Whole),
    ("stage3-sleep/src/clock.rs", Shown::Whole),
    ("stage3-sleep/src/event_loop.rs", Shown::ButFor("stage2-event-loop/src/event_loop.rs")),
    ("stage3-sleep/src/sleep.rs", Shown::Whole),
    ("stage3-sleep/src/main.rs", Shown::Whole),
    ("stage4-await/src/lib.rs", Shown::Whole),
    ("stage4-await/src/busy.rs", Shown::Whole),
    ("stage4-await/src/clock.rs", Shown::ButFor("stage3-sleep/src/clock.rs")),
    ("stage4-await/src/main_busy.rs", Shown::Whole),
    ("stage4-await/src/waking.rs", Shown::Whole),
    ("stage4-await/src/main_waking.rs", Shown::ButFor("stage4-await/src/main_busy.rs")),
    ("stage4-await/src/reacting.rs", Shown::ButFor("stage4-await/src/waking.rs")),
    ("stage4-await/src/main_reacting.rs", Shown::Whole),
    ("stage4-await/src/main_fetch.rs", Shown::ButFor("stage4-await/src/main_reacting.rs")),
    ("stage4-await/src/main.rs", Shown::ButFor("stage4-await/src/main_busy.rs")),
    ("stage5-tokio/src/lib.rs", Shown::Whole),
    ("stage5-tokio/src/main.rs", Shown::ButFor("stage4-await/src/main.rs")),
    ("tests/diffs/stage1_to_stage2.diff", Shown::Diff),
    ("tests/diffs/stage2_to_stage3.diff", Shown::Diff),
    ("tests/diffs/stage3_to_busy_program.diff", Shown::Diff),
    ("tests/diffs/stage3_to_busy.diff", Shown::Diff),
];

/// What is wrong with how `includes` show the files in `sources`, one line each.
pub fn faults(sources: &[(&str, Shown)], includes: &[Include]) -> Vec<String> {
    let faults = sources.iter().flat_map(|(file, shown)| {
        let text = read(file);
        let lines: Vec<&str> = text.lines().collect();
        let includes = includes.iter().filter(|include| include.file == *file);
        let ranges: Vec<_> = includes.filter_map(|include| include.lines().ok()).collect();
        once(file, *shown, &lines, &ranges)
    });
    faults.collect()
}

/// Lines that no chapter shows, or more than one place.
fn once(
    file: &str,
    shown: Shown,
    lines: &[&str],
    shown_lines: &[RangeInclusive<usize>],
) -> Vec<String> {
    let to_show = match shown {
        Shown::Whole => vec![true; lines.len()],
        Shown::Diff => changed_files(lines),
        Shown::ButFor(other) => new_lines(&read(other), &(lines.join("\n") + "\n")),
    };
    let mut faults: BTreeMap<(usize, String), usize> = BTreeMap::new();
    let mut start = None;
    for (number, (line, must)) in (1..).zip(lines.iter().zip(to_show)) {
        let places = shown_lines.iter().filter(|range| range.contains(&number));
        let fault = match places.count() {
            _ if line.trim().is_empty() => None,
            0 if must => Some("shown nowhere"),
            0 | 1 => None,
            _ => Some("shown twice"),
        };
        match fault {
            Some(fault) => {
                let from = *start.get_or_insert(number);
                faults.insert((from, fault.to_owned()), number);
            }
            None => start = None,
        }
    }
    let faults = faults.into_iter().map(|((from, fault), to)| {
        format!("{file}:{from}: lines {from} to {to} are {fault}: {}", lines[from - 1])
    });
    faults.collect()
}

/// Which lines of a diff are about files that are neither new nor gone.
fn changed_files(lines: &[&str]) -> Vec<bool> {
    let mut changed = false;
    let changed = lines.iter().enumerate().map(|(i, line)| {
        // A file begins with three lines: its old name, its new name, and where its hunk is.
        if line.starts_with("--- ") {
            let hunk = lines.get(i + 2).copied().unwrap_or_default();
            changed = !hunk.starts_with("@@ -0,0 ") && !hunk.ends_with(" +0,0 @@");
        }
        changed
    });
    changed.collect()
}

/// Which lines of `new` are not in `old`.
fn new_lines(old: &str, new: &str) -> Vec<bool> {
    let diff = TextDiff::from_lines(old, new);
    let changes = diff.iter_all_changes().filter(|change| change.tag() != ChangeTag::Delete);
    changes.map(|change| change.tag() == ChangeTag::Insert).collect()
}
