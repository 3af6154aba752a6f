//! The lanes as text, with color.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

use crate::lanes::{Cell, Lanes, Mark, Row, TIME};

/// The colors of the lanes, one after the other.
const COLORS: [AnsiColor; 5] =
    [AnsiColor::Cyan, AnsiColor::Magenta, AnsiColor::Yellow, AnsiColor::Green, AnsiColor::Blue];

const MARKS: [(Mark, &str, &str, &str); 9] = [
    (Mark::None, " ", " ", ""),
    (Mark::Polled, "●", "*", "polled"),
    (Mark::Running, "┃", "|", "runs"),
    (Mark::Pending, "○", "o", "pending"),
    (Mark::Ended, "■", "#", "ended"),
    (Mark::Broken, "×", "x", "without a result"),
    (Mark::Folded, "⋮", "~", "folded"),
    (Mark::Scheduled, "┆", ":", "in the ready queue"),
    (Mark::Idle, "│", ".", "waits"),
];

/// `lanes` as text with escape sequences for color. In ASCII, the marks are.
pub fn render(lanes: &Lanes, ascii: bool) -> String {
    let bold = Style::new().bold();
    let dimmed = Style::new().dimmed();
    let mut text = format!("{bold}{}{bold:#}\n{}\n\n", lanes.title, lanes.summary);
    for names in lanes.head_lines() {
        let mut line = " ".repeat(TIME);
        for (lane, name) in names.into_iter().enumerate() {
            let name = if ascii { name.replace('…', "~") } else { name.to_owned() };
            if !name.is_empty() {
                let style = color(lane).bold();
                let _ = write!(line, "{style}{name}{style:#}");
            }
            line.push_str(&" ".repeat(lanes.width - name.width()));
        }
        push_line(&mut text, &line);
    }
    for row in &lanes.rows {
        push_line(&mut text, &line(lanes, row, ascii));
    }
    let used = |mark: &Mark| {
        let mut cells = lanes.rows.iter().flat_map(|row| &row.cells);
        *mark != Mark::None && cells.any(|cell| cell.mark == *mark)
    };
    let legend: Vec<_> = MARKS
        .iter()
        .filter(|(mark, ..)| used(mark))
        .map(|(_, sign, plain, meaning)| format!("{} {meaning}", if ascii { plain } else { sign }))
        .collect();
    let _ = write!(text, "\n{dimmed}{}{dimmed:#}\n", legend.join("   "));
    // Of microseconds. What the program prints stays as it is otherwise.
    if ascii { text.replace('µ', "u") } else { text }
}

fn line(lanes: &Lanes, row: &Row, ascii: bool) -> String {
    let dimmed = Style::new().dimmed();
    let time = &row.time;
    let padding = " ".repeat(TIME.saturating_sub(time.width()));
    let mut line = format!("{dimmed}{time}{dimmed:#}{padding}");
    if let Some(note) = &row.note {
        let rule = if ascii { "--" } else { "──" };
        let _ = write!(line, "{dimmed}{rule} {note} {rule}{dimmed:#}");
        return line;
    }
    let is_empty = |cell: &Cell| cell.mark == Mark::None && cell.text.is_empty();
    let last = row.cells.iter().rposition(|cell| !is_empty(cell)).unwrap_or_default();
    for (lane, cell) in row.cells[..=last].iter().enumerate() {
        let (sign, style) = (sign(cell, ascii), color(lane));
        let _ = write!(line, "{style}{sign}{style:#}");
        let text = &cell.text;
        if !text.is_empty() {
            let style = if cell.printed { Style::new().bold() } else { Style::new() };
            let _ = write!(line, " {style}{text}{style:#}");
        }
        if lane < last {
            let used = if text.is_empty() { 1 } else { 2 + text.width() };
            line.push_str(&" ".repeat(lanes.width.saturating_sub(used)));
        }
    }
    line
}

fn sign(cell: &Cell, ascii: bool) -> &'static str {
    let (_, sign, plain, _) = MARKS.iter().find(|(mark, ..)| *mark == cell.mark).expect("all are");
    if ascii { plain } else { sign }
}

fn color(lane: usize) -> Style {
    Style::new().fg_color(Some(COLORS[lane % COLORS.len()].into()))
}

fn push_line(text: &mut String, line: &str) {
    text.push_str(line.trim_end());
    text.push('\n');
}
