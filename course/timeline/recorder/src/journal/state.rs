//! All that is known of the run, behind one lock.

use std::cell::Cell;
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Duration;

use super::frames::Frames;
use super::task::Task;
use super::time::Time;
use crate::event::{Event, Kind, On};
use crate::on::options;

static JOURNAL: Mutex<Journal> = Mutex::new(Journal::new());
/// Notified when the thread of the event loop parks, and when the loop ends.
static STANDS_STILL: Condvar = Condvar::new();
/// How long another thread waits for that. On a machine that is busy with other things the loop may
/// take seconds to get there.
const PATIENCE: Duration = Duration::from_secs(10);

thread_local! {
    /// The task that this thread polls.
    static CURRENT: Cell<Option<usize>> = const { Cell::new(None) };
}

pub(super) struct Journal {
    /// By number.
    pub(super) tasks: Vec<Task>,
    /// By number.
    pub(super) waits: Vec<Wait>,
    /// How many sockets the program has made.
    pub(super) sockets: usize,
    /// The ready queue of the busy loop, the tasks of sleeps included.
    pub(super) queue: VecDeque<usize>,
    /// The thread of the event loop, while that runs.
    pub(super) running: Option<ThreadId>,
    /// Set once `main` has ended.
    pub(super) main_ended: bool,
    /// Set while the thread is parked.
    pub(super) parked: Option<Parked>,
    /// Set once recording has stopped.
    pub(super) closed: bool,
    pub(super) time: Time,
    pub(super) frames: Frames,
}

/// How long the thread is parked.
pub(super) struct Parked {
    /// The next deadline.
    pub(super) until: Option<u64>,
}

/// Something that a task waits for.
pub(super) struct Wait {
    pub(super) on: On,
    pub(super) state: Waiting,
    /// In which poll of its task it was last polled.
    pub(super) polled: u64,
    /// Whether a library polls it when its waker is called, and not in each poll of the task.
    pub(super) is_indirect: bool,
    /// Whether it keeps a waker.
    pub(super) kept: bool,
}

/// How far a wait has come.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Waiting {
    /// It wasn't polled yet, or is over.
    Not,
    /// Its last poll was pending.
    Pending,
    /// Its waker was called since its last poll.
    Called,
}

impl Wait {
    /// A wait that is about to be polled for the first time.
    pub(super) fn new() -> Self {
        let (on, state) = (On::Yield, Waiting::Not);
        Self { on, state, polled: 0, is_indirect: false, kept: false }
    }
}

impl Journal {
    const fn new() -> Self {
        Self {
            tasks: Vec::new(),
            waits: Vec::new(),
            sockets: 0,
            queue: VecDeque::new(),
            running: None,
            main_ended: false,
            parked: None,
            closed: false,
            time: Time::new(),
            frames: Frames::new(),
        }
    }

    pub(super) fn now(&mut self) -> u64 {
        self.time.now(self.running)
    }

    /// Whether the loop has ended, or its thread is parked without a deadline.
    fn stands_still(&self) -> bool {
        self.running.is_none() || matches!(self.parked, Some(Parked { until: None }))
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
    let result = (!journal.closed).then(|| change(&mut journal));
    if journal.stands_still() {
        STANDS_STILL.notify_all();
    }
    result
}

/// On another thread than that of the event loop: waits until nothing but this thread can make the
/// loop go on. So what happens next comes at the same place of the record each time. If the loop
/// waits for this thread in another way, or has timers, that never comes.
pub(super) fn wait_for_the_loop() {
    // A loop that polls every task never parks.
    if options().record && options().simulate && !options().on.polls_all() {
        let journal = JOURNAL.lock().unwrap_or_else(PoisonError::into_inner);
        let goes_on = |journal: &mut Journal| !journal.is_owner() && !journal.stands_still();
        drop(STANDS_STILL.wait_timeout_while(journal, PATIENCE, goes_on));
    }
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
