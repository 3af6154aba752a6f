//! The tables: how jacobio stands, and all figures.

use std::fmt::Write as _;

use crate::contender::{Contender, Kind};
use crate::goals::Goal;
use crate::verdict::{Cell, Verdict};

/// One line for each row: jacobio beside tokio and the best peer, its goals, and whether they are
/// met.
pub fn standing(rows: &[Verdict]) -> String {
    let titles = ["workload", "row", "unit", "jacobio", "tokio", "best peer"];
    let titles = [&titles[..], &["÷ tokio", "÷ best peer", "goal", "met"]].concat();
    let mut lines = vec![titles.into_iter().map(str::to_owned).collect()];
    for row in rows {
        let (tokio, best) = (row.tokio(), row.best_peer());
        let best = best.filter(|_| row.row.has_ratios);
        let cell = |cell: Option<&Cell>| cell.map_or_else(String::new, |cell| figure(cell.figure));
        let ratio =
            |cell| row.ratio_to(cell).map_or_else(String::new, |ratio| format!("{ratio:.2}"));
        let goals: Vec<String> = row.row.goals.iter().map(|goal| goal_in_words(*goal)).collect();
        lines.push(vec![
            row.workload.to_owned(),
            row.title.clone(),
            row.row.unit.to_owned(),
            cell(row.ours()),
            cell(tokio),
            best.map_or_else(String::new, |best| {
                format!("{} ({})", figure(best.figure), best.contender.name)
            }),
            ratio(tokio),
            ratio(best),
            goals.join(", "),
            row.met().map_or("", |met| if met { "yes" } else { "**no**" }).to_owned(),
        ]);
    }
    aligned(&lines, |column| (3..8).contains(&column))
}

/// One line for each row, one column for each contender. Figures in parentheses are not compared
/// with.
pub fn figures(rows: &[Verdict], contenders: &[Contender]) -> String {
    let mut lines = vec![vec!["row".to_owned(), "unit".to_owned()]];
    lines[0].extend(contenders.iter().map(|contender| contender.name.to_owned()));
    for row in rows {
        let mut line = vec![row.title.clone(), row.row.unit.to_owned()];
        line.extend(contenders.iter().map(|contender| {
            let cell = row.cells.iter().find(|cell| cell.contender.name == contender.name);
            let figure = cell.map_or_else(String::new, |cell| figure(cell.figure));
            let counts = contender.kind == Kind::Ours || contender.is_peer(row.promise);
            if counts || figure.is_empty() { figure } else { format!("({figure})") }
        }));
        lines.push(line);
    }
    aligned(&lines, |column| column > 1)
}

/// Writes a Markdown table that also reads well as plain text: pads every column to its widest
/// field, and aligns figures to the right.
fn aligned(lines: &[Vec<String>], is_figure: impl Fn(usize) -> bool) -> String {
    let columns = lines[0].len();
    let widths: Vec<usize> = (0..columns)
        .map(|column| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0))
        .collect();
    let mut text = String::new();
    for (number, line) in lines.iter().enumerate() {
        for (column, (field, width)) in line.iter().zip(&widths).enumerate() {
            _ = if is_figure(column) {
                write!(text, "| {field:>width$} ")
            } else {
                write!(text, "| {field:<width$} ")
            };
        }
        text += "|\n";
        if number == 0 {
            for (column, width) in widths.iter().enumerate() {
                let end = if is_figure(column) { ":" } else { "-" };
                _ = write!(text, "|{}{end}", "-".repeat(width + 1));
            }
            text += "|\n";
        }
    }
    text
}

/// Three digits, or all before the point.
pub fn figure(value: f64) -> String {
    let digits = match value.abs() {
        small if small < 10.0 => 2,
        middle if middle < 100.0 => 1,
        _ => 0,
    };
    format!("{value:.digits$}")
}

fn goal_in_words(goal: Goal) -> String {
    match goal {
        Goal::Tokio(1.0) => "≤ tokio".to_owned(),
        Goal::Tokio(most) => format!("≤ {most:.2} × tokio"),
        Goal::BestPeer(1.0) => "≤ best peer".to_owned(),
        Goal::BestPeer(most) => format!("≤ {most:.2} × best peer"),
        Goal::AtMost(most) => format!("≤ {most:.0}"),
        Goal::AtLeast(least) => format!("≥ {least:.0}"),
    }
}
