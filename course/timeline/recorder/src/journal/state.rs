//! All that is known of the run, behind one lock.

use std::cell::Cell;
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::thread::{self, ThreadId};

use super::frames::Frames;
use super::task::Task;
use super::time::Time;
use crate::event::{Event, Kind, On};
use crate::on::options;

static JOURNAL: Mutex<Journal> = Mutex::new(Journal::new());

thread_local! {
    /// The task that this thread polls.
    static CURRENT: Cell<Option<usize>> = const { Cell::new(None) };
}

pub(super) struct Journal {
    /// By number.
    pub(super) tasks: Vec<Task>,
    /// By number.
    pub(super) waits: Vec<Wait>,
    /// The ready queue of the busy loop, the tasks of sleeps included.
    pub(super) queue: VecDeque<usize>,
    /// The thread of the event loop, while that runs.
    pub(super) running: Option<ThreadId>,
    /// Set once `main` has ended.
    pub(super) main_ended: bool,
    /// Set while the thread is parked.
    pub(super) parked: bool,
    /// Set once nothing more is to be recorded.
    pub(super) closed: bool,
    pub(super) time: Time,
    pub(super) frames: Frames,
}

/// Something that a task waits for.
pub(super) struct Wait {
    pub(super) on: On,
    /// Whether its last poll was pending.
    pub(super) pending: bool,
    /// Whether it keeps a waker.
    pub(super) kept: bool,
}

impl Journal {
    const fn new() -> Self {
        Self {
            tasks: Vec::new(),
            waits: Vec::new(),
            queue: VecDeque::new(),
            running: None,
            main_ended: false,
            parked: false,
            closed: false,
            time: Time::new(),
            frames: Frames::new(),
        }
    }

    pub(super) fn now(&mut self) -> u64 {
        self.time.now(self.running)
    }

    /// Whether this thread is that of the event loop, or none is.
    pub(super) fn is_owner(&self) -> bool {
        self.running.is_none_or(|owner| owner == thread::current().id())
    }

    pub(super) fn emit(&mut self, task: Option<usize>, kind: Kind) {
        let event = Event { seq: 0, time: self.now(), task, kind };
        self.frames.event(&event);
    }
}

/// Changes the journal, if there is one.
pub(super) fn with<R>(change: impl FnOnce(&mut Journal) -> R) -> Option<R> {
    if !options().record {
        return None;
    }
    let mut journal = JOURNAL.lock().unwrap_or_else(PoisonError::into_inner);
    (!journal.closed).then(|| change(&mut journal))
}

/// The task that this thread polls.
pub(crate) fn current() -> Option<usize> {
    CURRENT.get()
}

/// Returns the task that this thread polled before.
pub(super) fn set_current(task: Option<usize>) -> Option<usize> {
    CURRENT.replace(task)
}

/// The event loop starts.
pub(crate) fn loop_starts() {
    with(|journal| {
        journal.running = Some(thread::current().id());
        journal.main_ended = false;
        journal.time.loop_starts();
    });
}

/// The event loop has returned.
pub(crate) fn loop_ended() {
    with(|journal| {
        journal.now();
        journal.running = None;
    });
}
