//! A run as lanes: one column a task, time downwards, one mark a poll. The terminal and the
//! pictures show the same grid.
//!
//! ```text
//! layout             where each event goes
//! rows   phrases     the rows, one after the other; what is said of an event
//! columns            which task has which lane
//! grid               heads, rows, cells and marks
//! text               text in columns
//! ```

mod columns;
mod grid;
mod layout;
pub(crate) mod phrases;
mod rows;
mod text;

use recorder::event::Clock;

pub(crate) use self::columns::Columns;
pub use self::grid::{Cell, Head, Mark, Row, TIME, WIDTH};
use crate::counts::Counts;
use crate::record::Record;

/// A run as rows of text.
#[derive(Clone, Debug)]
pub struct Lanes {
    /// What ran where.
    pub title: String,
    /// What it came to.
    pub summary: String,
    /// From left to right.
    pub heads: Vec<Head>,
    /// The width of a lane in columns.
    pub width: usize,
    /// From top to bottom.
    pub rows: Vec<Row>,
}

impl Lanes {
    /// The lanes of `record`.
    pub fn new(record: &Record) -> Self {
        let header = &record.header;
        let clock = match header.clock {
            Clock::Simulated => "simulated",
            Clock::Real => "real",
        };
        let columns = Columns::new(record);
        Self {
            title: format!("{} on {}, {} clock", header.source, header.on, clock),
            summary: Counts::new(record).to_string(),
            rows: layout::lay_out(record, &columns),
            heads: columns.heads,
            width: columns.width,
        }
    }
    /// The width of the grid in columns.
    pub fn columns(&self) -> usize {
        WIDTH.max(TIME + self.heads.len() * self.width)
    }

    /// The lines of the heads from top to bottom, each with its text by lane. All heads end in the
    /// last line.
    pub fn head_lines(&self) -> Vec<Vec<&str>> {
        let most = self.heads.iter().map(|head| head.lines.len()).max().unwrap_or_default();
        let line = |line: usize| {
            let heads = self.heads.iter();
            let texts = heads.map(|head| match (line + head.lines.len()).checked_sub(most) {
                Some(line) => head.lines[line].as_str(),
                None => "",
            });
            texts.collect()
        };
        (0..most).map(line).collect()
    }
}
