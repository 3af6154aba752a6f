//! The results: a table for the reader, CSV for programs, charts for both.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use crate::bars;
use crate::catalogue::Group;
use crate::contender::Contender;
use crate::csv;
use crate::curves::{self, Line, Panel};
use crate::measure;
use crate::options::Options;
use crate::rounds::Outcome;
use crate::table;
use crate::verdict::{self, Verdict};

/// The bar charts: file, title, and which rows.
const CHARTS: &[(&str, &str, Group)] = &[
    ("switching.svg", "From one task to another", Group::Switching),
    ("spawning.svg", "Tasks that come and go", Group::Spawning),
    ("timers.svg", "Timeouts and sleeps", Group::Timers),
    ("memory.svg", "Memory", Group::Memory),
    ("outside.svg", "Other threads, and whole programs", Group::Outside),
];

/// Prints the table, and writes everything where the options say; `notes` go beneath.
pub fn publish(
    outcomes: &[Outcome],
    contenders: &[Contender],
    notes: &[String],
    options: &Options,
) -> Result<(), Box<dyn Error>> {
    let rows = verdicts(outcomes, |group| !matches!(group, Group::Growth(..)));
    let growth = verdicts(outcomes, |group| matches!(group, Group::Growth(..)));

    let mut text = String::new();
    if !rows.is_empty() {
        text += &table::render(&rows, contenders);
    }
    if !growth.is_empty() {
        text += "\nHow cost grows:\n\n";
        text += &table::render(&growth, contenders);
    }
    text += "\n";
    for line in notes {
        _ = writeln!(text, "- {line}");
    }
    let folder = match &options.out {
        Some(folder) => Some(folder.clone()),
        None if options.is_full() => Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("results")),
        None => None,
    };
    if let Some(folder) = folder {
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("results.md"), &text)?;
        fs::write(folder.join("results.csv"), csv::render(&rows))?;
        fs::write(folder.join("growth.csv"), csv::render(&growth))?;
        draw(&folder, outcomes, notes)?;
    }
    // A reader who has gone, as `head` does, is no failure.
    drop(io::stdout().write_all(text.as_bytes()));
    Ok(())
}

fn verdicts<'a>(outcomes: &'a [Outcome], which: impl Fn(Group) -> bool) -> Vec<Verdict<'a>> {
    let outcomes = outcomes.iter().filter(|outcome| which(outcome.entry.group));
    outcomes.flat_map(verdict::of).collect()
}

fn draw(folder: &Path, outcomes: &[Outcome], notes: &[String]) -> Result<(), Box<dyn Error>> {
    for (file, title, wanted) in CHARTS {
        let mut rows = verdicts(outcomes, |group| group == *wanted);
        // What may be negative has no bar.
        rows.retain(|row| !row.row.is_floor());
        if !rows.is_empty() {
            bars::draw(&folder.join(file), title, &rows, notes)?;
        }
    }
    let panels = panels(outcomes);
    if panels.is_empty() {
        return Ok(());
    }
    curves::draw(&folder.join("growth.svg"), &panels, notes)
}

/// One panel for each curve, with the points of every outcome that belongs to it.
fn panels<'a>(outcomes: &'a [Outcome]) -> Vec<Panel<'a>> {
    let mut panels: Vec<Panel> = Vec::new();
    for outcome in outcomes {
        let Group::Growth(tasks) = outcome.entry.group else {
            continue;
        };
        for verdict in verdict::of(outcome) {
            let title = verdict.row.title;
            let place = panels.iter().position(|panel| panel.title == title);
            let place = place.unwrap_or_else(|| {
                panels.push(Panel { title, lines: Vec::new() });
                panels.len() - 1
            });
            for cell in &verdict.cells {
                let (name, kind) = (cell.contender.name, cell.contender.kind);
                let point = (measure::count(tasks), cell.figure);
                let lines = &mut panels[place].lines;
                match lines.iter_mut().find(|line| line.name == name) {
                    Some(line) => line.points.push(point),
                    None => lines.push(Line { name, kind, points: vec![point] }),
                }
            }
        }
    }
    panels
}
