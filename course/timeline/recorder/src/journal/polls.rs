//! The life of a task: it is spawned, polled again and again, and ends.

use std::panic::Location;
use std::time::Duration;

use super::parking::with_end;
use super::position::position;
use super::state::{Journal, current, set_current, with};
use super::task::{State, Task};
use crate::event::{By, Kind, Position, Why};
use crate::on::{Loop, options};

/// A new task is in the ready queue. Returns its number; `None` if the run isn't recorded.
pub(crate) fn spawned(name: &str, at: Option<&Location<'_>>) -> Option<usize> {
    with(|journal| journal.spawn(name, None, at.and_then(position)))
}

/// The loop begins to poll `task`. Returns the task that was polled before.
pub(crate) fn poll_starts(task: usize) -> Option<usize> {
    with(|journal| journal.poll_starts(task));
    set_current(Some(task))
}

/// The poll of `task` has ended.
pub(crate) fn poll_ended(task: usize, is_ready: bool, previous: Option<usize>) {
    set_current(previous);
    with_end(|journal| {
        if is_ready {
            journal.end(task, Kind::Ready)
        } else {
            journal.pending(task);
            journal.settle(None)
        }
    });
}

/// The poll of `task` has panicked.
pub(crate) fn poll_panicked(task: usize, message: String, previous: Option<usize>) {
    set_current(previous);
    with_end(|journal| journal.end(task, Kind::Panicked { message }));
}

/// The future of `task` was dropped.
pub(crate) fn dropped(task: usize) {
    with_end(|journal| {
        if journal.tasks[task].has_ended() {
            return false;
        }
        let aborted = journal.tasks[task].abort_requested;
        journal.end(task, Kind::Dropped { aborted })
    });
}

/// The program asks for `task` to end.
pub(crate) fn abort_requested(task: usize) {
    with(|journal| {
        if journal.tasks[task].has_ended() {
            return;
        }
        journal.emit(Some(task), Kind::AbortRequested { by: current() });
        journal.tasks[task].abort();
    });
}

impl Journal {
    /// Adds a task. Its `deadline` is set if it is that of a sleep.
    pub(super) fn spawn(
        &mut self,
        name: &str,
        deadline: Option<Duration>,
        at: Option<Position>,
    ) -> usize {
        let task = self.tasks.len();
        let alike = |name: &str| self.tasks.iter().any(|task| task.name == name);
        let numbered = (2..).map(|number| format!("{name} {number}"));
        let mut names = std::iter::once(name.to_owned()).chain(numbered);
        let name = names.find(|name| !alike(name)).expect("there is always another number");
        self.tasks.push(Task::new(name.clone(), deadline));
        self.queue.push_back(task);
        let sleep_until = deadline.map(|deadline| self.time.of_reading(deadline));
        self.emit(Some(task), Kind::Spawned { name, sleep_until, by: current(), at });
        task
    }

    pub(super) fn poll_starts(&mut self, task: usize) {
        if options().on == Loop::Busy {
            assert_eq!(self.queue.pop_front(), Some(task), "the busy loop's queue is known");
        }
        self.unpark(&By::Loop);
        let why = self.tasks[task].start();
        if why == Why::Round {
            let now = self.now();
            self.frames.quiet_poll(task, now);
        } else {
            self.emit(Some(task), Kind::Polled { why });
        }
    }

    pub(super) fn pending(&mut self, task: usize) {
        self.queue.push_back(task);
        self.tasks[task].suspend();
        let (on, left) = self.waits_of(task);
        let waits = Some((on.clone(), left.clone()));
        if self.tasks[task].said == waits && self.frames.end_quietly() {
            return;
        }
        self.tasks[task].said = waits;
        self.emit(Some(task), Kind::Pending { on, left });
    }

    /// Ends a task. Returns whether the run is stuck.
    pub(super) fn end(&mut self, task: usize, how: Kind) -> bool {
        self.emit(Some(task), how);
        self.tasks[task].state = State::Ended;
        self.main_ended |= task == 0;
        self.settle(Some(task))
    }
}
