//! What a program did, one line for each event: when (in virtual milliseconds), which task, what.

use std::cell::{Cell, RefCell};
use std::fmt::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::time::Duration;

use similar::TextDiff;

use crate::program::Program;
use crate::watchdog::watch;

/// How long a program may take. On an idle machine it takes less than a millisecond.
const LIMIT: Duration = Duration::from_secs(20);

#[derive(Default)]
pub struct Trace {
    lines: RefCell<String>,
    /// Set when `main` has ended: the order in which the other tasks are dropped may differ.
    closed: Cell<bool>,
}

impl Trace {
    pub fn is_open(&self) -> bool {
        !self.closed.get()
    }

    pub fn close(&self) {
        self.closed.set(true);
    }

    pub fn record(&self, ms: u128, task: usize, event: &str) {
        writeln!(self.lines.borrow_mut(), "{ms} ms: {task} {event}").expect("it's a string");
    }
}

/// Returns what is recorded while `program` runs. If its `main` panics, the trace ends there. If it
/// hangs, the watchdog prints it.
pub fn record(program: &Program, run: impl FnOnce(Rc<Trace>)) -> String {
    watch(LIMIT, program);
    let trace = Rc::new(Trace::default());
    let _panic = catch_unwind(AssertUnwindSafe(|| run(Rc::clone(&trace))));
    trace.lines.take()
}

/// Compares the traces of two runtimes. The error is their difference, with the whole of both
/// traces.
pub fn compare(expected: (&str, &str), actual: (&str, &str)) -> Result<(), String> {
    if expected.1 == actual.1 {
        return Ok(());
    }
    let diff = TextDiff::from_lines(expected.1, actual.1);
    Err(diff.unified_diff().context_radius(9999).header(expected.0, actual.0).to_string())
}
