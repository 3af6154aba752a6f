//! The scheduler: which tasks there are, what each of them is doing, and whose turn is next.
//!
//! It only keeps the books. Nothing here calls anybody's code: whatever is to be polled, woken or
//! dropped is handed out, so that such code may come back in and find the books closed.
//!
//! ```text
//!   (new) ── insert ──▶ Ready ── start ──▶ Running ── finish ──▶ Finished ── join, detach ──▶ (gone)
//!                         ▲                 │   │
//!                         │            wake │   │ suspend
//!                         │                 ▼   ▼
//!                         ├── suspend ── Woken  Waiting
//!                         └─────────── wake, abort ─┘
//! ```
//!
//! A task that is Woken may finish as well. One that is detached is gone as soon as it finishes.

use std::collections::VecDeque;
use std::mem;

use crate::slab::Slab;
use crate::task::{BoxedBody, Id, OwnWaker, Waiter};
use crate::turn::Turn;

#[derive(Default, PartialEq, Eq)]
enum Phase {
    /// In the ready queue.
    #[default]
    Ready,
    /// Having its turn.
    Running,
    /// Having its turn, and woken since that began.
    Woken,
    /// Not to be polled until somebody wakes it.
    Waiting,
    /// Its result is in its body, for the join handle to take.
    Finished,
}

#[derive(Default)]
struct Task {
    phase: Phase,
    /// Set by `abort`: the task ends at its next turn.
    aborted: bool,
    /// Set by `detach`: nobody will ask for the result.
    detached: bool,
    /// Out while the task has its turn.
    body: Option<BoxedBody>,
    /// From the day that somebody kept one. Out while the task has its turn.
    waker: Option<Box<OwnWaker>>,
    /// Who awaits the join handle.
    joiner: Waiter,
}

// With its key and its place in the ready queue, a task takes 60 bytes beside its body.
#[cfg(target_pointer_width = "64")]
static_assertions::const_assert_eq!(size_of::<Task>(), 48);

#[derive(Default)]
pub(crate) struct Scheduler {
    tasks: Slab<Task>,
    /// Their places in the slab, first in, first out. A task is in here once at the most, and not
    /// gone before its turn, so that nobody else can have moved in. (The dropped runtime ends its
    /// tasks out of turn, but it gives nobody a turn any more.)
    ready: VecDeque<u32>,
}

impl Scheduler {
    /// Adds a task, at the back of the queue. Nobody joins `main`, which has no body.
    pub(crate) fn insert(&mut self, body: Option<BoxedBody>) -> Id {
        let detached = body.is_none();
        let key = self.tasks.insert(Task { detached, body, ..Task::default() });
        self.ready.push_back(key.index());
        Id(key)
    }

    pub(crate) fn nothing_is_ready(&self) -> bool {
        self.ready.is_empty()
    }

    /// Begins the turn of the task at the front of the queue.
    pub(crate) fn start_next(&mut self) -> Option<Turn> {
        let index = self.ready.pop_front()?;
        Some(self.start(index))
    }

    /// Begins the turn of a task that has not finished.
    pub(crate) fn start(&mut self, index: u32) -> Turn {
        let (key, task) = self.tasks.at(index);
        task.phase = Phase::Running;
        let (body, waker) = (task.body.take(), task.waker.take());
        Turn { id: Id(key), body, waker, aborted: task.aborted }
    }

    /// Ends the turn of a task that is pending. It may have `woken` itself, without asking here. If
    /// it was aborted meanwhile, which wakes it too, its last turn is the next.
    pub(crate) fn suspend(&mut self, turn: Turn, woken: bool) {
        let index = turn.id.0.index();
        let (_, task) = self.tasks.at(index);
        put_back(&mut task.body, turn.body);
        put_back(&mut task.waker, turn.waker);
        let woken = woken || task.phase == Phase::Woken;
        task.phase = if woken { Phase::Ready } else { Phase::Waiting };
        if task.aborted {
            self.ready.push_front(index);
        } else if woken {
            self.ready.push_back(index);
        }
    }

    /// Ends the last turn of a task. Hands out who has joined it, or its body if nobody can.
    pub(crate) fn finish(&mut self, turn: Turn) -> Result<Waiter, Option<BoxedBody>> {
        let (key, task) = self.tasks.at(turn.id.0.index());
        if task.detached {
            self.tasks.remove(key);
            return Err(turn.body);
        }
        (task.phase, task.body) = (Phase::Finished, turn.body);
        Ok(mem::take(&mut task.joiner))
    }

    /// Puts a task at the back of the queue: once, however often it is called; after its turn, if
    /// it has one.
    pub(crate) fn wake(&mut self, id: Id) {
        let Some(task) = self.tasks.get_mut(id.0) else { return };
        if task.phase == Phase::Waiting {
            task.phase = Phase::Ready;
            self.ready.push_back(id.0.index());
        } else if task.phase == Phase::Running {
            task.phase = Phase::Woken;
        }
    }

    pub(crate) fn abort(&mut self, id: Id) {
        if let Some(task) = self.tasks.get_mut(id.0) {
            task.aborted = true;
            self.wake(id);
        }
    }

    pub(crate) fn is_finished(&self, id: Id) -> bool {
        self.tasks.get(id.0).is_none_or(|task| task.phase == Phase::Finished)
    }

    /// Hands out the body of a finished task, which is gone then. Otherwise has `joiner` woken when
    /// the task ends, and puts the one before in its place.
    pub(crate) fn join(&mut self, id: Id, joiner: &mut Waiter) -> Option<BoxedBody> {
        let (key, task) = self.tasks.at(id.0.index());
        if task.phase != Phase::Finished {
            mem::swap(&mut task.joiner, joiner);
            return None;
        }
        let body = task.body.take();
        self.tasks.vacate(key);
        body
    }

    /// Lets a task run on without a join handle. Hands out what nobody needs any more.
    pub(crate) fn detach(&mut self, id: Id) -> (Option<BoxedBody>, Waiter) {
        self.tasks.at(id.0.index()).1.detached = true;
        let mut joiner = Waiter::default();
        (self.join(id, &mut joiner), joiner)
    }

    /// The tasks that have not finished, in the order in which they were spawned.
    pub(crate) fn unfinished(&self) -> Vec<Id> {
        self.tasks.keys().into_iter().map(Id).filter(|id| !self.is_finished(*id)).collect()
    }
}

/// Puts back what `start` took out. The place is empty, so there is nothing to drop; the compiler
/// doesn't know that, and would have every turn look.
fn put_back<T>(place: &mut Option<T>, value: Option<T>) {
    mem::forget(mem::replace(place, value));
}
