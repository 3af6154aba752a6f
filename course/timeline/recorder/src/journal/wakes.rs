//! Wake-ups: from where, and what they do.

use std::thread;

use super::state::{Journal, Waiting, current, wait_for_the_loop, with};
use crate::event::{By, Effect, Kind, On, Why};

/// The waker of `task` is called.
pub(crate) fn woken(task: usize, wait: Option<usize>) {
    wait_for_the_loop();
    with(|journal| {
        let by = journal.called(wait);
        let effect = journal.tasks[task].wake(Why::Woken { by: by.clone(), wait });
        journal.emit(Some(task), Kind::Woken { by, wait, effect });
    });
}

/// The waker that `wait` keeps is called, but a library between it and `task` doesn't pass that on:
/// it has woken the task already.
pub(crate) fn wake_was_absorbed(task: usize, wait: usize) {
    with(|journal| {
        let by = journal.called(Some(wait));
        let wait = Some(wait);
        journal.emit(Some(task), Kind::Woken { by, wait, effect: Effect::Absorbed });
    });
}

impl Journal {
    /// The waker that `wait` keeps is called. Returns from where.
    fn called(&mut self, wait: Option<usize>) -> By {
        let by = self.caller(wait);
        self.unpark(&by);
        if let Some(wait) = wait {
            self.waits[wait].state = Waiting::Called;
        }
        by
    }

    /// What calls the waker that `wait` keeps. Outside of all polls, it is what had kept it.
    fn caller(&self, wait: Option<usize>) -> By {
        if !self.is_owner() {
            return By::Thread(thread::current().name().unwrap_or("without a name").to_owned());
        }
        if let Some(task) = current() {
            return By::Task(task);
        }
        match wait.map(|wait| &self.waits[wait].on) {
            Some(on) if on.deadline().is_some() => By::Timer,
            Some(On::Join { task }) => By::Task(*task),
            Some(On::Socket { .. }) => By::Socket,
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
