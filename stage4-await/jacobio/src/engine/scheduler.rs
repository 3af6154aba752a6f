//! The scheduler: all tasks, the state of each, and the queue of those to poll next.
//!
//! In `waking.rs` a map holds the tasks and a channel of task ids is the ready queue: a task that
//! is woken twice is in it twice, and runs until it ends. Here each task has a state. So it is in
//! the queue once at most, and it can be aborted, detached and joined.
//!
//! The scheduler never calls user code: it only does the bookkeeping. It returns what to poll,
//! wake or drop to the caller, so user code never runs while the scheduler is borrowed and may
//! re-enter it.
//!
//! ```text
//!   insert ─▶ Scheduled ── next_runnable ─▶ Running ── complete ─▶ Complete ── join, detach ─▶
//!   free
//!              ▲     ▲                       │   │
//!              │     └─ suspend (notified) ──┘   │ suspend
//!              │                                 ▼
//!              └───────────── wake ──────────── Idle
//!
//!   Scheduled, Running, Idle ── abort ─▶ Aborted ── next_runnable ─▶ Running, to be cancelled
//! ```
//!
//! A detached task has no handle that could join it: `complete` frees its slot at once.

use std::collections::{BTreeMap, VecDeque};
use std::mem;

use crate::engine::slab::{KEPT, Key, Slab, fill};
use crate::engine::{awaiter::Awaiter, task_cell::BoxedCell};

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum State {
    /// In the ready queue, to be polled.
    #[default]
    Scheduled,
    /// Out of its slot to be polled or cancelled. A wake-up while it is polled doesn't come here:
    /// `polled.rs` notes it. One while it is cancelled is ignored.
    Running,
    /// Not in the queue until it is woken.
    Idle,
    /// To be cancelled. It is in the queue. If it was aborted while it ran, `suspend` puts it at
    /// the front of the queue. If its poll returns `Ready`, it ends as if it had not been aborted.
    Aborted,
    /// The result is in the cell, until the join handle takes it.
    Complete,
}

#[derive(Default)]
struct Task {
    /// `None` while the task runs, and always for main, whose future is on the stack of `block_on`.
    cell: Option<BoxedCell>,
    /// What awaits the join handle. Set by `join` and `detach`, and taken when the task ends.
    awaiter: Awaiter,
}

/// What the scheduler no longer needs of a task: the cell, to be dropped, and the awaiter.
type Left = (Option<BoxedCell>, Awaiter);

#[derive(Default)]
pub(crate) struct Scheduler {
    tasks: Slab<State, Task>,
    /// The ready queue, first in, first out: the indices of the tasks that are Scheduled or
    /// Aborted. Such a task stays in its slot, so an index is enough.
    ready: VecDeque<u32>,
    /// After `close`: the results that join handles can still ask for.
    results: BTreeMap<Key, BoxedCell>,
}

impl Scheduler {
    /// Adds a task at the back of the ready queue. Main has no cell, and no join handle.
    pub(crate) fn insert(&mut self, cell: Option<BoxedCell>) -> Key {
        let (key, slot) = self.tasks.insert();
        slot.state = State::Scheduled;
        let awaiter = if cell.is_some() { Awaiter::default() } else { Awaiter::DETACHED };
        // One by one: a `Task` that is built first and moved into the slot makes a spawn slower.
        fill(&mut slot.value.awaiter, awaiter);
        fill(&mut slot.value.cell, cell);
        self.ready.push_back(key.index());
        key
    }

    /// Returns whether no task is ready. If so, gives back what a burst of ready tasks has taken.
    pub(crate) fn shrink_if_idle(&mut self) -> bool {
        self.ready.is_empty() && {
            self.ready.shrink_to(KEPT);
            true
        }
    }

    /// Takes the task at the front of the ready queue out of its slot. Returns its key, its cell,
    /// and whether it was aborted.
    pub(crate) fn next_runnable(&mut self) -> Option<(Key, Option<BoxedCell>, bool)> {
        self.ready.pop_front().map(|index| self.take_out(index))
    }

    /// Takes a task that has not ended out of its slot, wherever it is.
    pub(crate) fn take_out(&mut self, index: u32) -> (Key, Option<BoxedCell>, bool) {
        let (key, slot) = self.tasks.at(index);
        let aborted = mem::replace(&mut slot.state, State::Running) == State::Aborted;
        (key, slot.value.cell.take(), aborted)
    }

    /// Puts a task back that is pending: at the back of the queue, if it was `notified` while it
    /// ran; at the front, if it was aborted.
    pub(crate) fn suspend(&mut self, key: Key, cell: Option<BoxedCell>, notified: bool) {
        let (_, slot) = self.tasks.at(key.index());
        fill(&mut slot.value.cell, cell);
        if slot.state == State::Aborted {
            self.ready.push_front(key.index());
        } else if notified {
            slot.state = State::Scheduled;
            self.ready.push_back(key.index());
        } else {
            slot.state = State::Idle;
        }
    }

    /// Ends a task and returns what to wake. The cell, which now holds the result, goes back into
    /// the slot. If the task is detached, returns the cell as well.
    pub(crate) fn complete(&mut self, key: Key, cell: Option<BoxedCell>) -> Left {
        let (_, slot) = self.tasks.at(key.index());
        let awaiter = mem::take(&mut slot.value.awaiter);
        if awaiter.is_detached() {
            self.tasks.free(key.index());
            return (cell, awaiter);
        }
        slot.state = State::Complete;
        fill(&mut slot.value.cell, cell);
        (None, awaiter)
    }

    /// Puts an idle task at the back of the ready queue.
    pub(crate) fn wake(&mut self, key: Key) {
        let Some(slot) = self.tasks.get_mut(key) else { return };
        if slot.state == State::Idle {
            slot.state = State::Scheduled;
            self.ready.push_back(key.index());
        }
    }

    /// Has a task cancelled, unless it has ended.
    pub(crate) fn abort(&mut self, key: Key) {
        self.wake(key);
        if let Some(slot) = self.tasks.get_mut(key)
            && slot.state != State::Complete
        {
            slot.state = State::Aborted;
        }
    }

    pub(crate) fn is_finished(&self, key: Key) -> bool {
        self.tasks.get(key).is_none_or(|slot| slot.state == State::Complete)
    }

    /// Returns the cell of a task that has ended, and frees its slot. If the task is still running,
    /// registers `awaiter` and leaves the previous one in its place.
    #[inline]
    pub(crate) fn join(&mut self, key: Key, awaiter: &mut Awaiter) -> Option<BoxedCell> {
        let Some(slot) = self.tasks.get_mut(key) else { return self.join_closed(key) };
        if slot.state != State::Complete {
            mem::swap(&mut slot.value.awaiter, awaiter);
            return None;
        }
        let cell = slot.value.cell.take();
        self.tasks.free(key.index());
        cell
    }

    #[cold]
    fn join_closed(&mut self, key: Key) -> Option<BoxedCell> {
        self.results.remove(&key)
    }

    /// Lets a task run on without its join handle. Returns what to drop.
    pub(crate) fn detach(&mut self, key: Key) -> Left {
        let mut awaiter = Awaiter::DETACHED;
        (self.join(key, &mut awaiter), awaiter)
    }

    /// The tasks that have not ended, in the order in which they were spawned.
    pub(crate) fn unfinished(&self) -> Vec<Key> {
        self.tasks.keys().into_iter().filter(|key| !self.is_finished(*key)).collect()
    }

    /// Ends the scheduler, all of whose tasks have ended. The results that are left are kept by
    /// themselves: one forgotten handle is not to keep the slots of a million tasks.
    pub(crate) fn close(&mut self) {
        let mut tasks = mem::take(self).tasks;
        for key in tasks.keys() {
            let cell = tasks.remove(key).and_then(|task| task.cell);
            self.results.extend(cell.map(|cell| (key, cell)));
        }
    }
}
