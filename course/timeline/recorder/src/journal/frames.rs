//! Events on standard output, between the program's own lines.
//!
//! An event is a frame: a record separator, JSON, a unit separator. In a loop that polls every
//! task, a poll in which nothing happens is a shorter frame: the task and the time.

use std::io::{self, Write};

use crate::event::Event;

/// Begins a frame.
pub const FRAME: char = '\u{1e}';
/// Ends a frame.
pub const FRAME_END: char = '\u{1f}';
/// The frame that closes a poll in which nothing happened. The next such poll closes it as well.
pub const QUIET_END: &str = ".";

/// Writes frames.
pub(super) struct Frames {
    quiet: Quiet,
}

/// A poll in which nothing happened so far.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quiet {
    No,
    Open,
    Ended,
}

impl Frames {
    pub(super) const fn new() -> Self {
        Self { quiet: Quiet::No }
    }

    pub(super) fn event(&mut self, event: &Event) {
        if self.quiet == Quiet::Ended {
            write(QUIET_END);
        }
        self.quiet = Quiet::No;
        write(&serde_json::to_string(event).expect("an event has no map"));
        // The parent is to see it even if the program hangs from here on.
        let _ = io::stdout().flush();
    }

    /// A poll begins that may be quiet.
    pub(super) fn quiet_poll(&mut self, task: usize, now: u64) {
        write(&format!("{task} {now}"));
        self.quiet = Quiet::Open;
    }

    /// Ends the poll if nothing happened in it. Returns whether it did.
    pub(super) fn end_quietly(&mut self) -> bool {
        let is_quiet = self.quiet == Quiet::Open;
        if is_quiet {
            self.quiet = Quiet::Ended;
        }
        is_quiet
    }
}

/// Fails only if the parent has ended. The program's own lines end the program then.
fn write(frame: &str) {
    let _ = write!(io::stdout(), "{FRAME}{frame}{FRAME_END}");
}
