//! The lanes as a picture for a chapter: 800 pixels wide, in the reader's color scheme.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use crate::lanes::{Cell, Lanes, Mark, TIME};

/// The size of a column and of a row, in pixels.
const COLUMN: usize = 8;
const ROW: usize = 20;
/// Around everything.
const MARGIN: usize = 8;
/// From the top to the names: the title, the numbers.
const TITLE: usize = 56;
/// Of a line of the names.
const NAME: usize = 16;
/// Below the last row: what the marks mean.
const FOOT: usize = 40;

/// The colors of the lanes, in both schemes, are far enough from the background to read text in.
const STYLE: &str = "\
.b{fill:#fff}.n{fill:#eff2f5}text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;\
fill:#1f2328;white-space:pre}.d{fill:#59636e}.h{font-weight:600}\
path,circle,rect.m{fill:none;stroke-width:2}.i{stroke:#818b98;stroke-width:1}\
.q{stroke:#818b98;stroke-dasharray:2 4}.r{stroke-width:4}.f{stroke-width:4;stroke-dasharray:3 5}\
.l0{stroke:#0969da}.l1{stroke:#a626a4}.l2{stroke:#9a6700}.l3{stroke:#1a7f37}.l4{stroke:#cf222e}\
.l0.p,.l0.e{fill:#0969da}.l1.p,.l1.e{fill:#a626a4}.l2.p,.l2.e{fill:#9a6700}\
.l3.p,.l3.e{fill:#1a7f37}.l4.p,.l4.e{fill:#cf222e}\
@media(prefers-color-scheme:dark){.b{fill:#0d1117}.n{fill:#1c222b}text{fill:#e6edf3}.d{fill:#9198a1}\
.i,.q{stroke:#768390}\
.l0{stroke:#58a6ff}.l1{stroke:#d2a8ff}.l2{stroke:#d29922}.l3{stroke:#3fb950}.l4{stroke:#ff7b72}\
.l0.p,.l0.e{fill:#58a6ff}.l1.p,.l1.e{fill:#d2a8ff}.l2.p,.l2.e{fill:#d29922}\
.l3.p,.l3.e{fill:#3fb950}.l4.p,.l4.e{fill:#ff7b72}}";

/// What the legend calls the marks.
const LEGEND: [(Mark, &str); 8] = [
    (Mark::Polled, "polled"),
    (Mark::Running, "runs"),
    (Mark::Pending, "pending"),
    (Mark::Ended, "ended"),
    (Mark::Broken, "without a result"),
    (Mark::Folded, "folded"),
    (Mark::Scheduled, "in the ready queue"),
    (Mark::Idle, "waits"),
];

/// `lanes` as SVG.
pub fn render(lanes: &Lanes) -> String {
    let (width, top) = (lanes.columns() * COLUMN + 2 * MARGIN, top(lanes));
    let height = top + lanes.rows.len() * ROW + FOOT + MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" role=\"img\" aria-labelledby=\"t d\">\n\
         <title id=\"t\">{}</title>\n<desc id=\"d\">{}</desc>\n<style>{STYLE}</style>\n\
         <rect class=\"b\" width=\"{width}\" height=\"{height}\" rx=\"8\"/>\n",
        escape(&lanes.title),
        escape(&description(lanes)),
    );
    text(&mut svg, MARGIN, 26, "h", &lanes.title);
    text(&mut svg, MARGIN, 46, "d", &lanes.summary);
    heads(&mut svg, lanes);
    notes(&mut svg, lanes);
    for lane in 0..lanes.heads.len() {
        lines(&mut svg, lanes, lane);
    }
    for (row, line) in lanes.rows.iter().enumerate() {
        let y = top + row * ROW;
        text(&mut svg, MARGIN, y + 15, "d", &line.time);
        for (lane, cell) in line.cells.iter().enumerate() {
            mark(&mut svg, cell.mark, lane, x(lanes, lane), y + ROW / 2);
            let class = if cell.printed { "h" } else { "" };
            text(&mut svg, x(lanes, lane) + 12, y + 15, class, &cell.text);
        }
    }
    legend(&mut svg, lanes, top + lanes.rows.len() * ROW + 26);
    svg.push_str("</svg>\n");
    svg
}

/// What the picture shows, for those who don't see it.
fn description(lanes: &Lanes) -> String {
    let printed = lanes.rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.printed);
    let printed: Vec<_> = printed.map(|cell| cell.text.as_str()).collect();
    let names: Vec<_> = lanes.heads.iter().map(|head| head.name.as_str()).collect();
    format!(
        "One lane for each of {}, time downwards, one mark for each poll. {}. Printed: {}.",
        names.join(", "),
        lanes.summary,
        printed.join(", ")
    )
}

/// Where the rows begin.
fn top(lanes: &Lanes) -> usize {
    TITLE + lanes.head_lines().len() * NAME + 12
}

/// The names of the lanes. A name that is cut is the title of its group.
fn heads(svg: &mut String, lanes: &Lanes) {
    let bottom = top(lanes) - 12;
    for (lane, head) in lanes.heads.iter().enumerate() {
        if head.is_cut() {
            let _ = writeln!(svg, "<g><title>{}</title>", escape(&head.name));
        }
        for (line, name) in head.lines.iter().rev().enumerate() {
            text(svg, x(lanes, lane) - 6, bottom - line * NAME, "h", name);
        }
        if head.is_cut() {
            svg.push_str("</g>\n");
        }
    }
}

/// The middle of a lane's line.
fn x(lanes: &Lanes, lane: usize) -> usize {
    MARGIN + (TIME + lane * lanes.width) * COLUMN + 6
}

fn text(svg: &mut String, x: usize, y: usize, class: &str, text: &str) {
    if !text.is_empty() {
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        let _ = writeln!(svg, "<text x=\"{x}\" y=\"{y}\"{class}>{}</text>", escape(text));
    }
}

/// The notes across all lanes.
fn notes(svg: &mut String, lanes: &Lanes) {
    for (row, line) in lanes.rows.iter().enumerate() {
        let Some(note) = &line.note else { continue };
        let (x, y) = (x(lanes, 0) - 6, top(lanes) + row * ROW);
        let width = (lanes.columns() - TIME) * COLUMN;
        let _ = writeln!(
            svg,
            "<rect class=\"n\" x=\"{x}\" y=\"{}\" width=\"{width}\" height=\"{}\" rx=\"4\"/>",
            y + 1,
            ROW - 2
        );
        text(svg, x + 8, y + 15, "d", note);
    }
}

/// The line of a lane, in pieces of one kind.
fn lines(svg: &mut String, lanes: &Lanes, lane: usize) {
    let kind = |cell: &Cell| match cell.mark {
        Mark::None | Mark::Ended | Mark::Broken | Mark::Pending => None,
        Mark::Polled | Mark::Running => Some("r"),
        Mark::Folded => Some("f"),
        Mark::Scheduled => Some("q"),
        Mark::Idle => Some("i"),
    };
    // A note has the place to itself.
    let kinds = lanes.rows.iter().map(|row| match row.note {
        Some(_) => None,
        None => row.cells.get(lane).and_then(kind),
    });
    let kinds: Vec<_> = kinds.collect();
    let mut start = 0;
    for piece in kinds.chunk_by(|a, b| a == b) {
        let end = start + piece.len();
        if let Some(kind) = piece[0] {
            let color =
                if matches!(kind, "r" | "f") { format!(" l{}", lane % 5) } else { String::new() };
            let first = lanes.rows[start].cells[lane].mark == Mark::Polled;
            // A poll begins in the middle of its row, and ends in the middle of the next one's.
            let from = top(lanes) + start * ROW + if first { ROW / 2 } else { 0 };
            let ends = lanes.rows.get(end).is_some_and(|row| {
                matches!(row.cells[lane].mark, Mark::Pending | Mark::Ended | Mark::Broken)
            });
            let to = top(lanes) + end * ROW + if ends && kind == "r" { ROW / 2 } else { 0 };
            let (x, last) = (x(lanes, lane), lanes.rows[end - 1].cells[lane].mark);
            // A poll of a single row is its mark.
            if kind != "r" || end - start > 1 || ends || last != Mark::Polled {
                let _ = writeln!(svg, "<path class=\"{kind}{color}\" d=\"M{x} {from}V{to}\"/>");
            }
        }
        start = end;
    }
}

fn mark(svg: &mut String, mark: Mark, lane: usize, x: usize, y: usize) {
    let lane = lane % 5;
    let _ = match mark {
        Mark::Polled => {
            writeln!(svg, "<circle class=\"p l{lane}\" cx=\"{x}\" cy=\"{y}\" r=\"5\"/>")
        }
        Mark::Pending => {
            writeln!(svg, "<circle class=\"b l{lane}\" cx=\"{x}\" cy=\"{y}\" r=\"5\"/>")
        }
        Mark::Ended => writeln!(
            svg,
            "<rect class=\"m e l{lane}\" x=\"{}\" y=\"{}\" width=\"9\" height=\"9\"/>",
            x - 4,
            y - 4
        ),
        Mark::Broken => writeln!(
            svg,
            "<path class=\"l{lane}\" d=\"M{0} {1}l10 10m0 -10l-10 10\"/>",
            x - 5,
            y - 5
        ),
        _ => Ok(()),
    };
}

fn legend(svg: &mut String, lanes: &Lanes, y: usize) {
    let cells = || lanes.rows.iter().flat_map(|row| &row.cells);
    let mut x = MARGIN + 6;
    for (sign, meaning) in LEGEND {
        if !cells().any(|cell| cell.mark == sign) {
            continue;
        }
        let line = match sign {
            Mark::Running => Some("r l0"),
            Mark::Folded => Some("f l0"),
            Mark::Scheduled => Some("q"),
            Mark::Idle => Some("i"),
            _ => None,
        };
        match line {
            Some(class) => {
                let _ =
                    writeln!(svg, "<path class=\"{class}\" d=\"M{x} {}v{}\"/>", y - 12, ROW - 4);
            }
            None => mark(svg, sign, 0, x, y - 5),
        }
        text(svg, x + 11, y, "d", meaning);
        x += 11 + (meaning.width() + 3) * COLUMN;
    }
}

pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
