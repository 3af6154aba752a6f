//! The table: medians of everyone, and how jacobio stands.

use std::fmt::Write as _;

use crate::contender::Contender;
use crate::goals::Goal;
use crate::verdict::Verdict;

/// A Markdown table that also reads well as it is: one line for a row, one column for a contender.
pub fn render(rows: &[Verdict], contenders: &[Contender]) -> String {
    let mut lines = vec![vec!["workload".to_owned(), "unit".to_owned()]];
    lines[0].extend(contenders.iter().map(|contender| contender.name.to_owned()));
    lines[0].extend(["÷ tokio", "÷ best peer", "goal", "met"].map(str::to_owned));
    for row in rows {
        let mut line = vec![row.title.clone(), row.row.unit.to_owned()];
        line.extend(contenders.iter().map(|contender| {
            let mut cells = row.cells.iter();
            let cell = cells.find(|cell| cell.contender.name == contender.name);
            cell.map_or_else(String::new, |cell| figure(cell.figure))
        }));
        line.push(row.to_tokio.map_or_else(String::new, |ratio| format!("{ratio:.2}")));
        let best = row.to_best.zip(row.best_peer());
        line.push(best.map_or_else(String::new, |(ratio, best)| {
            format!("{ratio:.2} ({})", best.contender.name)
        }));
        let goals: Vec<String> = row.row.goals.iter().map(|goal| goal_in_words(*goal)).collect();
        line.push(goals.join(", "));
        let met = row.met().map_or("", |met| if met { "yes" } else { "**no**" });
        line.push(met.to_owned());
        lines.push(line);
    }
    aligned(&lines)
}

/// Pads every column to its widest field; figures stand to the right.
fn aligned(lines: &[Vec<String>]) -> String {
    let columns = lines[0].len();
    let widths: Vec<usize> = (0..columns)
        .map(|column| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0))
        .collect();
    let is_text = |column| column < 2 || column + 2 >= columns;
    let mut text = String::new();
    for (number, line) in lines.iter().enumerate() {
        for (column, (field, width)) in line.iter().zip(&widths).enumerate() {
            _ = if is_text(column) {
                write!(text, "| {field:<width$} ")
            } else {
                write!(text, "| {field:>width$} ")
            };
        }
        text += "|\n";
        if number == 0 {
            for (column, width) in widths.iter().enumerate() {
                let end = if is_text(column) { "-" } else { ":" };
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
        Goal::Best(1.0) => "≤ best peer".to_owned(),
        Goal::Best(most) => format!("≤ {most:.2} × best peer"),
        Goal::AtMost(most) => format!("≤ {most:.0}"),
        Goal::AtLeast(least) => format!("≥ {least:.0}"),
    }
}
