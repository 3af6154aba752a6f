//! What tasks wait for, and what keeps their wakers.

use super::parking::with_end;
use super::state::{Journal, Wait, Waiting, with};
use crate::event::{Kind, On, Position};

/// Returns the number of a wait that is about to be polled for the first time.
pub(crate) fn new_wait() -> usize {
    let number = with(|journal| {
        journal.waits.push(Wait::new());
        journal.waits.len() - 1
    });
    number.unwrap_or_default()
}

/// Says what `wait` is on.
pub(crate) fn awaits(task: usize, wait: usize, on: On, at: Option<Position>) {
    with(|journal| {
        journal.waits[wait].on = on.clone();
        journal.emit(Some(task), Kind::Awaits { wait, on, at });
    });
}

/// `wait` was polled, and is pending. `is_indirect`: a library polls it when its waker is called,
/// and not in each poll of the task.
pub(crate) fn wait_is_pending(task: usize, wait: usize, is_indirect: bool) {
    with(|journal| {
        let polled = journal.tasks[task].polls;
        let wait_record = &mut journal.waits[wait];
        wait_record.state = Waiting::Pending;
        (wait_record.polled, wait_record.is_indirect) = (polled, is_indirect);
        journal.tasks[task].on.insert(wait);
    });
}

/// `wait` is now polled by the task `to`.
pub(crate) fn wait_moves(wait: usize, from: usize, to: usize) {
    with(|journal| {
        if journal.tasks[from].on.remove(&wait) {
            journal.tasks[to].on.insert(wait);
        }
    });
}

/// `wait` is over.
pub(crate) fn wait_is_over(task: usize, wait: usize, resolved: bool) {
    with(|journal| {
        journal.waits[wait].state = Waiting::Not;
        journal.tasks[task].on.remove(&wait);
        let kind = if resolved { Kind::Resolved { wait } } else { Kind::Cancelled { wait } };
        journal.emit(Some(task), kind);
    });
}

/// A clone of the waker of `task` was kept.
pub(crate) fn waker_kept(task: usize, wait: Option<usize>) {
    with(|journal| {
        journal.set_kept(task, wait, true);
        journal.emit(Some(task), Kind::WakerKept { wait });
    });
}

/// What was kept is dropped.
pub(crate) fn waker_dropped(task: usize, wait: Option<usize>) {
    with_end(|journal| {
        journal.set_kept(task, wait, false);
        journal.emit(Some(task), Kind::WakerDropped { wait });
        journal.is_stuck()
    });
}

impl Journal {
    /// What a task waits for: what was polled in its last poll, and what it has left alone.
    pub(super) fn waits_of(&self, task: usize) -> (Vec<usize>, Vec<usize>) {
        let task = &self.tasks[task];
        task.on.iter().partition(|&&wait| {
            let wait = &self.waits[wait];
            wait.polled == task.polls || (wait.is_indirect && wait.state != Waiting::Called)
        })
    }

    fn set_kept(&mut self, task: usize, wait: Option<usize>, kept: bool) {
        match wait {
            Some(wait) => self.waits[wait].kept = kept,
            None => self.tasks[task].kept = kept,
        }
    }
}
