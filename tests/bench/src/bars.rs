//! Bar charts: one panel for each row of a group.

use std::path::Path;

use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use crate::comparison::{Cell, Comparison};
use crate::contender::Kind;
use crate::measure::median;
use crate::palette::{
    Area, Drawn, INK, MARGIN, PALE, PAPER, chart, color, footer, footer_height, write, write_bold,
};
use crate::table::figure;

const PANEL_WIDTH: i32 = 520;
const NAMES: i32 = 140;
const FIGURES: i32 = 64;
const LINE: i32 = 19;

/// Draws the rows of one group, two panels side by side.
pub fn draw(file: &Path, title: &str, rows: &[Comparison], notes: &[String]) -> Drawn {
    let lines: Vec<&[Comparison]> = rows.chunks(2).collect();
    let heights: Vec<i32> =
        lines.iter().map(|line| line.iter().map(height).max().unwrap_or(0)).collect();
    let bottom = 70 + heights.iter().sum::<i32>();
    let size = (2 * PANEL_WIDTH + MARGIN, bottom + footer_height(notes));
    let size = (size.0.unsigned_abs(), size.1.unsigned_abs());

    let note = "medians; shorter is better; pale: breaks a promise, so it does less work";
    chart(file, size, title, note, |area| {
        let mut top = 70;
        for (line, height) in lines.iter().zip(&heights) {
            for (column, row) in (0..).zip(*line) {
                panel(area, row, (MARGIN + column * PANEL_WIDTH, top))?;
            }
            top += height;
        }
        footer(area, notes, bottom + 14)
    })
}

fn height(row: &Comparison) -> i32 {
    26 + LINE * i32::try_from(row.cells.len()).unwrap_or(0) + 22
}

fn panel(area: &Area, row: &Comparison, (left, top): (i32, i32)) -> Drawn {
    let title = format!("{} ({})", row.row.title, row.row.unit);
    write_bold(area, &title, (left, top + 10), 14, INK, HPos::Left)?;
    let scale = Scale::of(row);
    for (number, cell) in (0..).zip(&row.cells) {
        let ink = if cell.contender.counts() { INK } else { PALE };
        bar(area, cell, &scale, ink, (left, top + 34 + number * LINE))?;
    }
    Ok(())
}

fn bar(
    area: &Area,
    cell: &Cell,
    scale: &Scale,
    ink: RGBColor,
    (left, middle): (i32, i32),
) -> Drawn {
    let name = cell.contender.name;
    let strength = if ink == INK { 1.0 } else { 0.5 };
    let color = color(name).mix(strength);
    let text = if cell.contender.kind == Kind::Ours { write_bold } else { write };
    text(area, name, (left + NAMES - 8, middle), 12, ink, HPos::Right)?;

    let start = left + NAMES;
    let end = start + scale.length(cell.figure);
    area.draw(&Rectangle::new([(start, middle - 7), (end, middle + 7)], color.filled()))?;
    if cell.figure > scale.most {
        // Two gaps mark a bar that is cut.
        for gap in [14, 20] {
            let slit = [(end - gap, middle - 7), (end - gap + 3, middle + 7)];
            area.draw(&Rectangle::new(slit, PAPER.filled()))?;
        }
    }
    text(area, &figure(cell.figure), (end + 6, middle), 12, ink, HPos::Left)
}

/// The length of bars.
struct Scale {
    /// The figure whose bar fills the panel. Longer bars are cut.
    most: f64,
}

impl Scale {
    /// The longest bar fits, unless it would make all others too short.
    fn of(row: &Comparison) -> Self {
        let figures = || row.cells.iter().map(|cell| cell.figure);
        let longest = figures().fold(0.0, f64::max);
        let usual = median(figures()).unwrap_or(longest);
        Self { most: longest.min(6.0 * usual) }
    }

    #[expect(clippy::cast_possible_truncation, reason = "a length in pixels")]
    fn length(&self, value: f64) -> i32 {
        let room = f64::from(PANEL_WIDTH - NAMES - FIGURES);
        (room * (value.min(self.most) / self.most).max(0.0)) as i32
    }
}
