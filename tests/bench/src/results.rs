//! The results: tables and charts.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::bars;
use crate::catalogue::Group;
use crate::comparison::{self, Comparison};
use crate::contender::{Contender, Kind};
use crate::curves::{self, Line, Panel};
use crate::measure::count;
use crate::options::Options;
use crate::promise::Promise;
use crate::rounds::Outcome;
use crate::table;

/// The bar charts: file, title, and the group of their rows.
const CHARTS: &[(&str, &str, Group)] = &[
    ("time.svg", "Switching, spawning, sleeping", Group::Time),
    ("memory.svg", "Memory", Group::Memory),
];

/// Returns the tables as text, and writes the text and the charts into `folder`, if there is one.
/// `load` says how busy the machine was; `notes` say where the figures come from.
pub fn publish(
    outcomes: &[Outcome],
    contenders: &[Contender],
    load: &str,
    notes: &[String],
    folder: Option<PathBuf>,
) -> Result<String, Box<dyn Error>> {
    let text = text(outcomes, contenders, load, notes);
    if let Some(folder) = folder {
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("results.md"), &text)?;
        let footer = [&[load.to_owned()], notes].concat();
        draw(&folder, outcomes, &footer)?;
    }
    Ok(text)
}

/// `--out`, or the package's own `results/` for a complete run on a quiet machine.
pub fn folder(options: &Options, may_publish: bool) -> Option<PathBuf> {
    let own = || Path::new(env!("CARGO_MANIFEST_DIR")).join("results");
    options.out.clone().or_else(|| (options.is_complete() && may_publish).then(own))
}

fn text(outcomes: &[Outcome], contenders: &[Contender], load: &str, notes: &[String]) -> String {
    let rows = comparisons(outcomes, |group| !matches!(group, Group::Growth(_)));
    let mut text = format!("{load}.\n\n{}\n## How jacobio stands\n\n", claim(&rows, contenders));
    text += &table::standing(&rows);
    text += "\nTimes are CPU time. A ratio (÷) is the median of the ratios within rounds, with the \
             lowest and the highest. \"Plain\" is the ratio to tokio in cargo's default release \
             profile.\n\n## All figures\n\n";
    text += &table::figures(&rows, contenders);
    text += "\nFigures in parentheses are those of runtimes that do less work. The bench tried every \
             promise on every runtime, and found that\n\n";
    for note in shortcomings(contenders) {
        _ = writeln!(text, "- {note}");
    }
    text += "\n## Where it was measured\n\n";
    for note in notes {
        _ = writeln!(text, "- {note}");
    }
    text
}

/// What may be said of jacobio after this run, and where it is behind.
fn claim(rows: &[Comparison], contenders: &[Contender]) -> String {
    let (mut compared, mut behind) = (0, Vec::new());
    for row in rows {
        if let (Some(best), Some(ratio)) = (row.best_peer(), row.ratio_to(row.best_peer())) {
            compared += 1;
            if ratio.median > 1.02 {
                let (row, ratio) = (table::title(row), ratio.median);
                behind.push(format!("- {row}: {ratio:.2} × {}", best.contender.name));
            }
        }
    }
    let peers = contenders.iter().filter(|contender| contender.is_peer());
    let peers: Vec<&str> = peers.map(|contender| contender.name).collect();
    let mut claim = format!(
        "In {} of {compared} rows, jacobio needs no more, within 2 per cent, than any runtime that was \
         seen to keep the same promises ({}).",
        compared - behind.len(),
        peers.join(", ")
    );
    if !behind.is_empty() {
        claim += " It needs more in these:\n\n";
        claim += &behind.join("\n");
    }
    claim + "\n"
}

/// What each runtime lacks.
fn shortcomings(contenders: &[Contender]) -> Vec<String> {
    let mut notes = Vec::new();
    for promise in Promise::ALL {
        let broken = contenders.iter().filter(|one| one.breaks.contains(&promise));
        let names: Vec<&str> = broken.map(|contender| contender.name).collect();
        if !names.is_empty() {
            notes.push(format!("each of these {}: {}", promise.when_broken(), names.join(", ")));
        }
    }
    let baselines = contenders.iter().filter(|contender| contender.kind == Kind::Baseline);
    notes.extend(baselines.map(|baseline| format!("{} is a baseline, not a peer", baseline.name)));
    notes
}

fn comparisons<'a>(outcomes: &'a [Outcome], which: impl Fn(Group) -> bool) -> Vec<Comparison<'a>> {
    let outcomes = outcomes.iter().filter(|outcome| which(outcome.entry.group));
    outcomes.flat_map(comparison::of).collect()
}

fn draw(folder: &Path, outcomes: &[Outcome], footer: &[String]) -> Result<(), Box<dyn Error>> {
    for (file, title, wanted) in CHARTS {
        let mut rows = comparisons(outcomes, |group| group == *wanted);
        // Figures without ratios have no bars either, and lateness isn't a cost.
        rows.retain(|row| row.row.has_ratios && row.row.unit != "µs");
        if !rows.is_empty() {
            bars::draw(&folder.join(file), title, &rows, footer)?;
        }
    }
    let panels = panels(outcomes);
    if panels.is_empty() {
        return Ok(());
    }
    curves::draw(&folder.join("growth.svg"), &panels, footer)
}

/// One panel for each curve, with the points of every outcome that belongs to it.
fn panels<'a>(outcomes: &'a [Outcome]) -> Vec<Panel<'a>> {
    let mut panels: Vec<Panel> = Vec::new();
    for outcome in outcomes {
        let Group::Growth(tasks) = outcome.entry.group else {
            continue;
        };
        for row in comparison::of(outcome) {
            let title = row.row.title;
            let place = panels.iter().position(|panel| panel.title == title);
            let place = place.unwrap_or_else(|| {
                panels.push(Panel { title, lines: Vec::new() });
                panels.len() - 1
            });
            for cell in &row.cells {
                let (name, kind) = (cell.contender.name, cell.contender.kind);
                let point = (count(tasks), cell.figure);
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
