//! What the lanes are made of: heads, rows, cells and marks.

use super::text::ELLIPSIS;

/// The width in columns of text of a grid that has not too many lanes.
pub const WIDTH: usize = 98;
/// The width of its first column, the time.
pub const TIME: usize = 10;

/// What stands above a lane.
#[derive(Clone, Debug)]
pub struct Head {
    /// The name of the lane.
    pub name: String,
    /// The name in the width of the lane, with an ellipsis if there is no room for all.
    pub lines: Vec<String>,
}

impl Head {
    /// Whether there is no room for all of the name.
    pub fn is_cut(&self) -> bool {
        self.lines.iter().any(|line| line == ELLIPSIS)
    }
}

/// A line of the grid.
#[derive(Clone, Debug)]
pub struct Row {
    /// Empty if it is that of the row above.
    pub time: String,
    /// What stands in each lane.
    pub cells: Vec<Cell>,
    /// A note across all lanes. The cells have no text then.
    pub note: Option<String>,
}

/// A lane in one row.
#[derive(Clone, Debug)]
pub struct Cell {
    /// What is drawn.
    pub mark: Mark,
    /// What is written beside it.
    pub text: String,
    /// Whether the program printed the text.
    pub printed: bool,
}

/// What is drawn in a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The task isn't there yet, or has ended.
    None,
    /// A poll begins. Also one that ends in the same row.
    Polled,
    /// The task runs.
    Running,
    /// A poll ends, pending.
    Pending,
    /// The task ends.
    Ended,
    /// The task ends without a result.
    Broken,
    /// Many polls.
    Folded,
    /// The task is in the ready queue.
    Scheduled,
    /// The task waits to be woken.
    Idle,
}
