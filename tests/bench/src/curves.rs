//! The line chart: how the cost of one operation grows with the number of tasks.

use std::path::Path;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use crate::contender::Kind;
use crate::palette::{
    Area, Drawn, INK, MARGIN, PALE, chart, colour, footer, footer_height, write, write_bold,
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

const WIDTH: u32 = 440;
const HEIGHT: u32 = 400;
const LEGEND_LINE: i32 = 22;

/// Draws the panels side by side, with one legend for all.
pub fn draw(file: &Path, panels: &[Panel], notes: &[String]) -> Drawn {
    let columns = u32::try_from(panels.len())?;
    let below = 128 + LEGEND_LINE.unsigned_abs() + footer_height(notes).unsigned_abs();
    let size = (columns * WIDTH + 40, HEIGHT + below);
    let note =
        "ns of CPU for one operation, by the number of tasks; medians; both axes logarithmic";
    chart(file, size, "How cost grows", note, |area| {
        for (column, panel) in (0..).zip(panels) {
            let left = i32::try_from(column * WIDTH)? + 16;
            let right = i32::try_from((column + 1) * WIDTH)? + 16;
            let bottom = i32::try_from(HEIGHT)? + 70;
            curves(&area.clone().shrink((left, 70), (right - left, bottom - 70)), panel)?;
        }
        let bottom = i32::try_from(HEIGHT)? + 94;
        if let Some(panel) = panels.first() {
            legend(area, panel, bottom)?;
        }
        footer(area, notes, bottom + LEGEND_LINE + 34)
    })
}

fn curves(area: &DrawingArea<SVGBackend, Shift>, panel: &Panel) -> Drawn {
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
    for line in others.into_iter().chain(ours) {
        let colour = colour(line.name);
        let width = if line.kind == Kind::Ours { 4 } else { 2 };
        let style = colour.stroke_width(width);
        chart.draw_series(LineSeries::new(line.points.iter().copied(), style))?;
        let dots = line.points.iter();
        chart.draw_series(dots.map(|point| Circle::new(*point, width, colour.filled())))?;
    }
    Ok(())
}

/// Names the lines, as many beside each other as fit.
fn legend(area: &Area, panel: &Panel, top: i32) -> Drawn {
    let right = i32::try_from(area.dim_in_pixel().0)? - MARGIN;
    let (mut left, mut middle) = (MARGIN, top);
    for line in &panel.lines {
        let width = 24 + i32::try_from(line.name.len())? * 7 + 24;
        if left + width > right {
            (left, middle) = (MARGIN, middle + LEGEND_LINE);
        }
        let swatch = [(left, middle - 5), (left + 18, middle + 5)];
        area.draw(&Rectangle::new(swatch, colour(line.name).filled()))?;
        let text = if line.kind == Kind::Ours { write_bold } else { write };
        text(area, line.name, (left + 24, middle), 13, INK, HPos::Left)?;
        left += width;
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
