//! The results: tables for the reader, CSV for programs, charts for both.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::bars;
use crate::catalogue::Group;
use crate::contender::Contender;
use crate::csv;
use crate::curves::{self, Line, Panel};
use crate::measure;
use crate::options::Options;
use crate::peers;
use crate::rounds::Outcome;
use crate::table;
use crate::verdict::{self, Verdict};

/// The bar charts: file, title, and the group of their rows.
const CHARTS: &[(&str, &str, Group)] = &[
    ("switching.svg", "Switching from task to task", Group::Switching),
    ("spawning.svg", "Spawning and joining", Group::Spawning),
    ("timers.svg", "Timeouts and sleeps", Group::Timers),
    ("memory.svg", "Memory", Group::Memory),
    ("outside.svg", "Other threads, and whole programs", Group::Outside),
];

/// Returns the tables as text, and writes all files into the folder that the options name. `notes`
/// say where the figures come from.
pub fn publish(
    outcomes: &[Outcome],
    contenders: &[Contender],
    notes: &[String],
    options: &Options,
) -> Result<String, Box<dyn Error>> {
    let rows = verdicts(outcomes, |group| !matches!(group, Group::Growth(..)));
    let growth = verdicts(outcomes, |group| matches!(group, Group::Growth(..)));

    let text = text(&rows, &growth, contenders, notes);
    if let Some(folder) = folder(options) {
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("results.md"), &text)?;
        fs::write(folder.join("results.csv"), csv::render(&rows))?;
        if !growth.is_empty() {
            fs::write(folder.join("growth.csv"), csv::render(&growth))?;
        }
        draw(&folder, outcomes, notes)?;
    }
    Ok(text)
}

/// `--out`, or the package's own `results/` for a full run in the profile that they are measured in.
fn folder(options: &Options) -> Option<PathBuf> {
    let is_complete = options.is_full() && measure::profile() == "release";
    let own = || Path::new(env!("CARGO_MANIFEST_DIR")).join("results");
    options.out.clone().or_else(|| is_complete.then(own))
}

fn text(
    rows: &[Verdict],
    growth: &[Verdict],
    contenders: &[Contender],
    notes: &[String],
) -> String {
    let mut text = String::new();
    if !rows.is_empty() {
        text += "## How jacobio stands\n\n";
        text += &table::standing(rows);
        let met: Vec<bool> = rows.iter().filter_map(Verdict::met).collect();
        let yes = met.iter().filter(|met| **met).count();
        _ = write!(text, "\n{yes} of {} rows meet their goals. ", met.len());
        text += "A ratio (÷) is the median of the ratios within rounds.\n";
        text += "\n## All figures\n\n";
        text += &table::figures(rows, contenders);
    }
    if !growth.is_empty() {
        text += "\n## How cost grows\n\n";
        text += &table::figures(growth, contenders);
    }
    text +=
        "\nThe best peer is the peer with the lowest median. Figures in parentheses are those of ";
    text += "contenders that are no peers in the row:\n\n";
    let all = rows.iter().chain(growth);
    for note in peers::notes(all) {
        _ = writeln!(text, "- {note}");
    }
    text += "\n## Where it was measured\n\n";
    for note in notes {
        _ = writeln!(text, "- {note}");
    }
    text
}

fn verdicts<'a>(outcomes: &'a [Outcome], which: impl Fn(Group) -> bool) -> Vec<Verdict<'a>> {
    let outcomes = outcomes.iter().filter(|outcome| which(outcome.entry.group));
    outcomes.flat_map(verdict::of).collect()
}

fn draw(folder: &Path, outcomes: &[Outcome], notes: &[String]) -> Result<(), Box<dyn Error>> {
    for (file, title, wanted) in CHARTS {
        let mut rows = verdicts(outcomes, |group| group == *wanted);
        // Figures without ratios have no bars either.
        rows.retain(|row| row.row.has_ratios);
        if !rows.is_empty() {
            let footer = [peers::notes(&rows), notes.to_vec()].concat();
            bars::draw(&folder.join(file), title, &rows, &footer)?;
        }
    }
    let panels = panels(outcomes);
    if panels.is_empty() {
        return Ok(());
    }
    let growth = verdicts(outcomes, |group| matches!(group, Group::Growth(..)));
    let footer = [peers::notes(&growth), notes.to_vec()].concat();
    curves::draw(&folder.join("growth.svg"), &panels, &footer)
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
