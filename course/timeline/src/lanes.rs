//! A run as lanes: one column a task, time downwards, one mark a poll. The terminal and the pictures
//! show the same grid.
//!
//! ```text
//! layout             where each event goes
//! rows   phrases     the rows, one after the other; what is said of an event
//! columns            which task has which lane
//! grid   text        rows, cells and marks; text in columns
//! ```

mod columns;
mod grid;
mod layout;
mod phrases;
mod rows;
mod text;

use recorder::event::Clock;

use self::columns::Columns;
pub use self::grid::{Cell, Mark, Row, TIME, WIDTH};
use crate::counts::Counts;
use crate::record::Record;

/// A run as rows of text.
#[derive(Clone, Debug)]
pub struct Lanes {
    /// What ran where.
    pub title: String,
    /// What it came to.
    pub summary: String,
    /// The names of the lanes.
    pub names: Vec<String>,
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
            names: columns.names,
            width: columns.width,
        }
    }
}
