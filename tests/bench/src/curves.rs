//! The line chart: how the cost of one operation grows with the number of tasks.

use std::error::Error;
use std::path::Path;

use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use crate::contender::Kind;
use crate::palette::{
    Area, Drawn, INK, PALE, chart, color, footer, footer_height, write, write_bold,
};

/// One panel: an operation, and each contender's line.
pub struct Panel<'a> {
    /// The operation.
    pub title: &'a str,
    /// The lines of all contenders.
    pub lines: Vec<Line<'a>>,
}

/// One contender's line.
pub struct Line<'a> {
    /// The contender's name.
    pub name: &'a str,
    /// Ours is drawn thicker, and last.
    pub kind: Kind,
    /// Tasks, nanoseconds.
    pub points: Vec<(f64, f64)>,
}

const WIDTH: u32 = 520;
const HEIGHT: u32 = 400;
/// The room for the lines' names, right of each panel.
const NAMES: i32 = 140;

/// Draws the panels beside each other.
pub fn draw(file: &Path, panels: &[Panel], notes: &[String]) -> Drawn {
    let columns = u32::try_from(panels.len())?;
    let below = 106 + footer_height(notes).unsigned_abs();
    let size = (columns * WIDTH + 40, HEIGHT + below);
    let note =
        "ns of CPU for one operation, by the number of tasks; medians; both axes logarithmic";
    chart(file, size, "How cost grows", note, |area| {
        for (column, panel) in (0..).zip(panels) {
            let left = i32::try_from(column * WIDTH)? + 16;
            let right = i32::try_from((column + 1) * WIDTH)? + 16;
            let bottom = i32::try_from(HEIGHT)? + 70;
            let width = right - left - NAMES;
            let mut ends = curves(&area.clone().shrink((left, 70), (width, bottom - 70)), panel)?;
            name_lines(area, &mut ends, left + width)?;
        }
        footer(area, notes, i32::try_from(HEIGHT)? + 94)
    })
}

/// Draws one panel, and returns the height at which each line ends.
fn curves<'a>(area: &Area, panel: &'a Panel) -> Result<Vec<(i32, &'a Line<'a>)>, Box<dyn Error>> {
    let points = || panel.lines.iter().flat_map(|line| &line.points);
    // Whole decades, since only those get a label.
    let most = points().map(|point| point.1).fold(1.0, f64::max);
    let least = points().map(|point| point.1).fold(most, f64::min);
    let (least, most) = (decade(least.log10().floor()), decade(most.log10().ceil()));
    let tasks = points().map(|point| point.0).fold(10.0, f64::max);
    let font = |size: u32| ("sans-serif", size).into_font();

    let mut chart = ChartBuilder::on(area)
        .caption(panel.title, font(15).style(FontStyle::Bold).color(&INK))
        .margin(8)
        .x_label_area_size(40)
        .y_label_area_size(56)
        .build_cartesian_2d((1.0..tasks).log_scale(), (least..most).log_scale())?;
    chart
        .configure_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(BLACK.mix(0.08))
        .axis_style(PALE)
        .x_labels(7)
        .y_labels(6)
        .x_desc("tasks")
        .x_label_formatter(&|tasks| short(*tasks))
        .y_label_formatter(&|nanos| short(*nanos))
        .label_style(font(12).color(&PALE))
        .draw()?;
    let (ours, others): (Vec<_>, Vec<_>) =
        panel.lines.iter().partition(|line| line.kind == Kind::Ours);
    let mut ends = Vec::new();
    for line in others.into_iter().chain(ours) {
        let color = color(line.name);
        let width = if line.kind == Kind::Ours { 4 } else { 2 };
        let style = color.stroke_width(width);
        chart.draw_series(LineSeries::new(line.points.iter().copied(), style))?;
        let dots = line.points.iter();
        chart.draw_series(dots.map(|point| Circle::new(*point, width, color.filled())))?;
        ends.extend(line.points.last().map(|end| (chart.backend_coord(end).1, line)));
    }
    Ok(ends)
}

/// Writes each line's name where the line ends, and moves names apart that would overlap.
fn name_lines(area: &Area, ends: &mut [(i32, &Line)], left: i32) -> Drawn {
    const LINE: i32 = 14;
    ends.sort_by_key(|end| end.0);
    let mut places: Vec<i32> = ends.iter().map(|end| end.0).collect();
    for next in 1..places.len() {
        places[next] = places[next].max(places[next - 1] + LINE);
    }
    for (middle, (_, line)) in places.into_iter().zip(ends) {
        let text = if line.kind == Kind::Ours { write_bold } else { write };
        text(area, line.name, (left, middle), 12, color(line.name), HPos::Left)?;
    }
    Ok(())
}

fn decade(exponent: f64) -> f64 {
    10_f64.powf(exponent)
}

/// 1, 10, 1k, 1M: short enough for an axis.
fn short(value: f64) -> String {
    match value {
        millions if millions >= 1e6 => format!("{}M", millions / 1e6),
        thousands if thousands >= 1e3 => format!("{}k", thousands / 1e3),
        _ => format!("{value}"),
    }
}
