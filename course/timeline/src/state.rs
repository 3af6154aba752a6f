//! The state of a run between two events: what every view shows, and what the tests check.

use std::collections::{BTreeMap, VecDeque};

use recorder::event::{On, Position};
use recorder::on::Loop;
use serde::Serialize;

use crate::record::Record;

mod apply;

/// The state of a run between two events.
#[derive(Clone, Debug, Serialize)]
pub struct State {
    /// The time of the last event.
    pub time: u64,
    /// The tasks, by number.
    pub tasks: Vec<Task>,
    /// The tasks that are scheduled, first the one to be polled next. Tokio polls `main` before
    /// all others; it isn't in its queue, and not in this one.
    pub ready: VecDeque<usize>,
    /// What is waited for, by number.
    pub waits: BTreeMap<usize, Wait>,
    /// What has a clone of a task's waker.
    pub wakers: Vec<Kept>,
    /// What the thread does.
    pub thread: Thread,
    /// The number of printed lines.
    pub printed: usize,
    #[serde(skip)]
    on: Loop,
}

/// A task, as far as it has come.
#[derive(Clone, Debug, Serialize)]
pub struct Task {
    /// Its name.
    pub name: String,
    /// Its state.
    pub state: TaskState,
    /// The numbers of what it waits for. Empty while it is scheduled, unless the loop polls it
    /// anyway.
    pub on: Vec<usize>,
    /// The numbers of what it has begun to await and didn't poll in its last poll.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<usize>,
    /// Where in the source it is: the `.await` that is pending, or the call that spawned it.
    pub at: Option<Position>,
    /// How often it was polled.
    pub polls: u64,
    /// How often its waker was called.
    pub wakes: u64,
    /// The deadline, if it is the task of a sleep.
    pub sleep_until: Option<u64>,
    /// Whether its future will be dropped instead of polled again.
    pub aborted: bool,
}

/// The state of a task. The words are tokio's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// In the ready queue.
    Scheduled,
    /// The loop polls it.
    Running,
    /// Running, and woken already.
    Notified,
    /// It waits to be woken.
    Idle,
    /// It has ended.
    Complete,
    /// It has panicked.
    Panicked,
    /// Its future was dropped unfinished.
    Dropped,
}

impl TaskState {
    /// Whether the task has ended, in whichever way.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Complete | Self::Panicked | Self::Dropped)
    }
}

/// Something that a task waits for.
#[derive(Clone, Debug, Serialize)]
pub struct Wait {
    /// The task.
    pub task: usize,
    /// What it is.
    pub on: On,
    /// Where it is awaited.
    pub at: Option<Position>,
    /// Whether it was a timer that has fired, so that the loop no longer has it.
    pub fired: bool,
    /// Whether its waker was called, and the task hasn't polled it since.
    #[serde(skip)]
    pub called: bool,
}

/// A clone of the waker of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// The task.
    pub task: usize,
    /// What keeps it; `None`: the program's own code.
    pub wait: Option<usize>,
}

/// What the thread of the event loop does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Thread {
    /// It runs the loop, or what is outside of it.
    Loop,
    /// It polls this task.
    Polls(usize),
    /// It waits, until this time at the latest.
    Parked(Option<u64>),
    /// The program has ended.
    Ended,
}

impl State {
    /// The state before the first event.
    pub fn new(record: &Record) -> Self {
        Self {
            time: 0,
            tasks: Vec::new(),
            ready: VecDeque::new(),
            waits: BTreeMap::new(),
            wakers: Vec::new(),
            thread: Thread::Loop,
            printed: 0,
            on: record.header.on,
        }
    }

    /// The pending timers: the waits that have a deadline and haven't fired, by deadline.
    pub fn timers(&self) -> Vec<(u64, usize)> {
        let deadline = |(&number, wait): (&usize, &Wait)| match wait.on {
            _ if wait.fired => None,
            _ => wait.on.deadline().map(|until| (until, number)),
        };
        let mut timers: Vec<_> = self.waits.iter().filter_map(deadline).collect();
        timers.sort_unstable();
        timers
    }
}
