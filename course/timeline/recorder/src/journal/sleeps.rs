//! The tasks that the sleeps of the busy loop spawn. The program never sees them, and they do
//! nothing but read the clock: so each reading outside of all other tasks is a poll of one of them.

use std::time::Duration;

use super::state::{Journal, current, with};
use crate::event::Kind;
use crate::on::{Loop, options};

/// The busy loop's sleep has spawned a task of its own.
pub(crate) fn sleep_task_spawned(duration: Duration) {
    with(|journal| {
        let end = journal.time.raw_reading().saturating_add(duration);
        let task = current().map_or("main", |task| &journal.tasks[task].name);
        journal.spawn(&format!("{task}'s sleep"), Some(end), None);
    });
}

/// The stages' clock was read by a loop of theirs, or by a sleep.
pub(crate) fn clock_was_read(now: Duration) {
    with(|journal| {
        journal.time.read(now);
        if options().on == Loop::Busy && journal.running.is_some() && current().is_none() {
            journal.sleep_task_was_polled(now);
        }
    });
}

impl Journal {
    /// The task is the next one in the queue.
    fn sleep_task_was_polled(&mut self, now: Duration) {
        let task = *self.queue.front().expect("a sleep has a task");
        let deadline = self.tasks[task].deadline.expect("only a sleep reads the clock");
        self.poll_starts(task);
        if now < deadline {
            self.pending(task);
        } else {
            self.end(task, Kind::Ready);
        }
    }
}
