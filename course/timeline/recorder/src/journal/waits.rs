//! What tasks wait for, and what keeps their wakers.

use super::parking::with_end;
use super::state::{Journal, Wait, with};
use crate::event::{Kind, On, Position};

/// Returns the number of a wait that is about to be polled for the first time.
pub(crate) fn new_wait() -> usize {
    let number = with(|journal| {
        journal.waits.push(Wait { on: On::Yield, pending: false, kept: false });
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

/// `wait` is pending.
pub(crate) fn wait_is_pending(task: usize, wait: usize) {
    with(|journal| {
        journal.waits[wait].pending = true;
        journal.tasks[task].on.insert(wait);
    });
}

/// `wait` is over.
pub(crate) fn wait_is_over(task: usize, wait: usize, resolved: bool) {
    with(|journal| {
        journal.waits[wait].pending = false;
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
    fn set_kept(&mut self, task: usize, wait: Option<usize>, kept: bool) {
        match wait {
            Some(wait) => self.waits[wait].kept = kept,
            None => self.tasks[task].kept = kept,
        }
    }
}
