//! Wake-ups: from where, and what they do.

use std::thread;

use super::state::{Journal, current, wait_for_the_loop, with};
use crate::event::{By, Kind, On, Why};

/// The waker of `task` is called.
pub(crate) fn woken(task: usize, wait: Option<usize>) {
    wait_for_the_loop();
    with(|journal| {
        let by = journal.caller(wait);
        journal.unpark(&by);
        let effect = journal.tasks[task].wake(Why::Woken { by: by.clone(), wait });
        journal.emit(Some(task), Kind::Woken { by, wait, effect });
    });
}

impl Journal {
    /// What calls the waker that `wait` keeps. Outside of all polls, it is what had kept it.
    fn caller(&self, wait: Option<usize>) -> By {
        if !self.is_owner() {
            return By::Thread(thread::current().name().unwrap_or("without a name").to_owned());
        }
        if let Some(task) = current() {
            return By::Task(task);
        }
        match wait.map(|wait| &self.waits[wait].on) {
            Some(On::Sleep { .. } | On::Timeout { .. }) => By::Timer,
            Some(On::Join { task }) => By::Task(*task),
            _ => By::Loop,
        }
    }

    /// The thread goes on, if it was parked.
    pub(super) fn unpark(&mut self, by: &By) {
        if self.parked.take().is_some() {
            self.emit(None, Kind::Unparked { by: by.clone() });
        }
    }
}
