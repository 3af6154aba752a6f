//! The tables: how jacobio stands, and all figures.

use std::fmt::Write as _;

use crate::comparison::{Cell, Comparison, Ratio};
use crate::contender::Contender;

/// One line for each row: jacobio beside tokio and the best peer.
pub fn standing(rows: &[Comparison]) -> String {
    let titles =
        ["row", "unit", "jacobio", "tokio", "÷ tokio", "plain", "best peer", "÷ best peer"];
    let mut lines = vec![titles.map(str::to_owned).to_vec()];
    for row in rows {
        let (tokio, best) = (row.tokio(), row.best_peer());
        let best = best.filter(|_| row.row.has_ratios);
        let cell = |cell: Option<&Cell>| cell.map_or_else(String::new, |cell| figure(cell.figure));
        let ratio = |cell| row.ratio_to(cell).map_or_else(String::new, spread);
        lines.push(vec![
            title(row),
            row.row.unit.to_owned(),
            cell(row.ours()),
            cell(tokio),
            ratio(tokio),
            row.plain.map_or_else(String::new, |ratio| format!("{ratio:.2}")),
            best.map_or_else(String::new, |best| {
                format!("{} ({})", figure(best.figure), best.contender.name)
            }),
            ratio(best),
        ]);
    }
    aligned(&lines, |column| column > 1)
}

/// One line for each row, one column for each contender. Figures in parentheses are not compared
/// with.
pub fn figures(rows: &[Comparison], contenders: &[Contender]) -> String {
    let mut lines = vec![vec!["row".to_owned(), "unit".to_owned()]];
    lines[0].extend(contenders.iter().map(|contender| contender.name.to_owned()));
    for row in rows {
        let mut line = vec![title(row), row.row.unit.to_owned()];
        line.extend(contenders.iter().map(|contender| {
            let cell = row.cells.iter().find(|cell| cell.contender.name == contender.name);
            let figure = cell.map_or_else(String::new, |cell| figure(cell.figure));
            if contender.counts() || figure.is_empty() { figure } else { format!("({figure})") }
        }));
        lines.push(line);
    }
    aligned(&lines, |column| column > 1)
}

/// The row's title, and whether it was pinned.
pub fn title(row: &Comparison) -> String {
    let unpinned = if row.entry.pinned { "" } else { ", not pinned" };
    format!("{}{unpinned}", row.row.title)
}

/// The median, and the range over all rounds where there is one.
fn spread(Ratio { median, lowest, highest }: Ratio) -> String {
    if lowest < highest {
        return format!("{median:.2} ({lowest:.2} to {highest:.2})");
    }
    format!("{median:.2}")
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
