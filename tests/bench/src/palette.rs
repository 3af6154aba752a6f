//! What charts share: one color for each contender, text, and the file.

use std::error::Error;
use std::fs;
use std::path::Path;

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

/// A drawing area of an SVG file.
pub type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;
/// The result of drawing.
pub type Drawn = Result<(), Box<dyn Error>>;

/// Text.
pub const INK: RGBColor = RGBColor(34, 34, 34);
/// Notes and axes.
pub const PALE: RGBColor = RGBColor(110, 110, 110);
/// The background.
pub const PAPER: RGBColor = RGBColor(255, 255, 255);

/// The color of a contender: ours stands out, and no two look alike, also to the color-blind (after
/// Paul Tol's "muted" scheme).
pub fn color(name: &str) -> RGBColor {
    match name {
        "jacobio" => RGBColor(225, 87, 44),
        "tokio" => RGBColor(51, 102, 187),
        "zruntime" => RGBColor(17, 153, 119),
        "compio-executor" => RGBColor(170, 68, 153),
        "async-executor" => RGBColor(68, 170, 200),
        "futures" => RGBColor(90, 130, 40),
        "nio" => RGBColor(205, 165, 40),
        "async-local-executor" => RGBColor(204, 102, 119),
        "monoio" => RGBColor(120, 100, 200),
        "glommio" => RGBColor(136, 34, 85),
        _ => RGBColor(140, 140, 140),
    }
}

/// Replaces the colors of text and background where the page is dark. The bars' and lines' colors
/// suit both.
const DARK: &str = "<style>@media (prefers-color-scheme: dark) {
[fill=\"#FFFFFF\"] { fill: #0D1117 }
[fill=\"#222222\"] { fill: #E6EDF3 }
[fill=\"#6E6E6E\"] { fill: #9198A1 }
[stroke=\"#6E6E6E\"] { stroke: #9198A1 }
[stroke=\"#000000\"] { stroke: #FFFFFF }
}</style>
";

/// Draws a chart with a title and a note below it, and writes it to `file`.
pub fn chart(
    file: &Path,
    size: (u32, u32),
    title: &str,
    note: &str,
    content: impl FnOnce(&Area) -> Drawn,
) -> Drawn {
    let mut svg = String::new();
    let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
    area.fill(&PAPER)?;
    write_bold(&area, title, (MARGIN, 26), 20, INK, HPos::Left)?;
    write(&area, note, (MARGIN, 48), 12, PALE, HPos::Left)?;
    content(&area)?;
    area.present()?;
    drop(area);
    let head = svg.find(">\n").map_or(0, |end| end + 2);
    svg.insert_str(head, DARK);
    fs::write(file, svg)?;
    Ok(())
}

/// Writes one line of text; `place` is where the anchor lies.
pub fn write(
    area: &Area,
    text: &str,
    place: (i32, i32),
    size: u32,
    color: RGBColor,
    anchor: HPos,
) -> Drawn {
    let style = FontDesc::new(FontFamily::SansSerif, f64::from(size), FontStyle::Normal);
    write_styled(area, text, place, style, color, anchor)
}

/// The same in bold.
pub fn write_bold(
    area: &Area,
    text: &str,
    place: (i32, i32),
    size: u32,
    color: RGBColor,
    anchor: HPos,
) -> Drawn {
    let style = FontDesc::new(FontFamily::SansSerif, f64::from(size), FontStyle::Bold);
    write_styled(area, text, place, style, color, anchor)
}

fn write_styled(
    area: &Area,
    text: &str,
    place: (i32, i32),
    font: FontDesc,
    color: RGBColor,
    anchor: HPos,
) -> Drawn {
    let style = TextStyle::from(font).color(&color).pos(Pos::new(anchor, VPos::Center));
    area.draw(&Text::new(text.to_owned(), place, style))?;
    Ok(())
}

/// The notes beneath a chart: the machine and the versions.
pub fn footer(area: &Area, lines: &[String], top: i32) -> Drawn {
    for (number, line) in (0..).zip(lines) {
        write(area, line, (MARGIN, top + number * 15), 11, PALE, HPos::Left)?;
    }
    Ok(())
}

/// The height of the notes.
pub fn footer_height(lines: &[String]) -> i32 {
    24 + 15 * i32::try_from(lines.len()).unwrap_or(0)
}

/// Space around everything.
pub const MARGIN: i32 = 24;
