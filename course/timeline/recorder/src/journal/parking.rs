//! When the thread parks. It is inferred: from outside, a parked thread can't be seen.

use std::process;
use std::time::Duration;

use super::state::{Journal, Parked, Wait, Waiting, with};
use super::task::Task;
use super::time::micros;
use crate::event::{Kind, On};
use crate::on::{Loop, options};

/// Both runtimes round deadlines up to the millisecond.
const TICK: u64 = 1000;

/// The waking loop is about to wait, if nothing is ready.
pub(crate) fn waking_waits(timeout: Duration) {
    with_end(|journal| {
        let until = journal.time.last_reading().checked_add(timeout).map(micros);
        journal.park(until)
    });
}

/// Changes the journal. Ends the program if `change` returns that the thread would wait forever.
pub(super) fn with_end(change: impl FnOnce(&mut Journal) -> bool) {
    if with(change) == Some(true) {
        process::exit(0);
    }
}

impl Journal {
    /// Notes that the thread of jacobio or tokio parks, if nothing is ready. Returns whether it
    /// would wait forever.
    pub(super) fn settle(&mut self, ended: Option<usize>) -> bool {
        let parks = matches!(options().on, Loop::Jacobio | Loop::Tokio) && !self.main_ended;
        // The loop is about to call these wakers.
        let is_next = |wait: &Wait| match wait.on {
            On::Join { task } => Some(task) == ended,
            On::Yield => true,
            _ => false,
        };
        if !parks || self.waits.iter().any(|wait| wait.kept && is_next(wait)) {
            return false;
        }
        let deadline = |wait: &Wait| match wait.state {
            Waiting::Pending => wait.on.deadline(),
            _ => None,
        };
        let until = self.waits.iter().filter_map(deadline).min();
        let now = self.now();
        let is_due = until.is_some_and(|until| until.saturating_add(TICK) <= now);
        !is_due && self.park(until)
    }

    /// Notes that the thread parks, if nothing is ready. Returns whether it would wait forever.
    fn park(&mut self, until: Option<u64>) -> bool {
        if self.parked.is_some() || self.running.is_none() || self.tasks.iter().any(Task::is_ready)
        {
            return false;
        }
        self.parked = Some(Parked { until });
        self.emit(None, Kind::Parked { until });
        self.is_stuck()
    }

    /// Notes that the parked thread would wait forever, if it would. Returns whether it would.
    pub(super) fn is_stuck(&mut self) -> bool {
        // A join handle has a waker, but its task must be woken itself.
        let can_wake = |wait: &Wait| wait.kept && !matches!(wait.on, On::Join { .. });
        let is_stuck = matches!(self.parked, Some(Parked { until: None }))
            && !self.waits.iter().any(can_wake)
            && !self.tasks.iter().any(|task| task.kept);
        if is_stuck {
            self.emit(None, Kind::Stuck);
            self.closed = true;
        }
        is_stuck
    }
}
