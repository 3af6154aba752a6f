//! The scheduler: which tasks there are, what each of them is doing, and whose turn is next.
//!
//! It only keeps the books. Nothing here calls anybody's code: whatever is to be polled, woken or
//! dropped is handed out, so that such code may come back in and find the books closed.
//!
//! ```text
//!          insert            suspend, not woken
//!   (new) ───────▶  Ready  ─────────────────────▶  Waiting
//!                   │   ▲                             │
//!            finish │   └─────────────────────────────┘
//!                   ▼              wake, abort
//!                Finished ───────▶ (gone)
//!                    join, detach
//! ```

use std::mem;

use crate::ready_queue::ReadyQueue;
use crate::slab::Slab;
use crate::task::{BoxedBody, Id, OwnWaker, Waiter};
use crate::turn::Turn;

#[derive(Default, PartialEq, Eq)]
enum Phase {
    #[default]
    /// In the ready queue, or having its turn.
    Ready,
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

pub(crate) struct Scheduler {
    tasks: Slab<Task>,
    /// A task is in it once at the most, and can't be gone before its turn: so its place in the slab
    /// is name enough. (`main` goes when it panics, but then it has its turn; the panics of others'
    /// code are caught.)
    ready: ReadyQueue,
    /// The task whose turn it is, from `start` on.
    running: Id,
    /// Whether it was woken since its turn began.
    woken: bool,
}

impl Scheduler {
    pub(crate) const fn new() -> Self {
        Self { tasks: Slab::new(), ready: ReadyQueue::new(), running: Id::NOBODY, woken: false }
    }

    /// Adds a task, at the back of the queue.
    pub(crate) fn insert(&mut self, body: Option<BoxedBody>) -> Id {
        let id = Id(self.tasks.insert(Task { body, ..Task::default() }));
        self.ready.push(id.0.index);
        id
    }

    pub(crate) fn nothing_is_ready(&self) -> bool {
        self.ready.is_empty()
    }

    /// Begins the turn of the task at the front of the queue.
    pub(crate) fn start(&mut self) -> Option<Turn> {
        let index = self.ready.pop()?;
        self.start_now(Id(self.tasks.key(index)))
    }

    /// Begins the turn of a task that has not finished.
    pub(crate) fn start_now(&mut self, id: Id) -> Option<Turn> {
        let task = self.tasks.get_mut(id.0)?;
        (self.running, self.woken) = (id, false);
        let (body, waker) = (task.body.take(), task.waker.take());
        Some(Turn { id, body, waker, aborted: task.aborted })
    }

    /// Ends the turn of a task that is pending, or hands it back if it was aborted meanwhile.
    #[expect(clippy::inline_always, reason = "inlined into its one caller it saves 8% of a yield")]
    #[inline(always)]
    pub(crate) fn suspend(&mut self, turn: Turn) -> Option<Turn> {
        let task = self.tasks.get_mut(turn.id.0)?;
        if task.aborted {
            return Some(turn);
        }
        put(&mut task.body, turn.body);
        put(&mut task.waker, turn.waker);
        if self.woken {
            self.ready.push(turn.id.0.index);
        } else {
            task.phase = Phase::Waiting;
        }
        self.running = Id::NOBODY;
        None
    }

    /// Ends the last turn of a task. Hands out who has joined it, and the body if nobody can.
    pub(crate) fn finish(&mut self, turn: Turn) -> (Waiter, Option<BoxedBody>) {
        match self.tasks.get_mut(turn.id.0) {
            Some(task) if !task.detached => {
                (task.phase, task.body) = (Phase::Finished, turn.body);
                (mem::take(&mut task.joiner), None)
            }
            _ => {
                self.tasks.remove(turn.id.0);
                (Waiter::default(), turn.body)
            }
        }
    }

    /// Puts a task at the back of the queue: once, however often it is called; after its turn, if
    /// it has one.
    pub(crate) fn wake(&mut self, id: Id) {
        if id == self.running {
            self.woken = true;
        } else if let Some(task) = self.tasks.get_mut(id.0)
            && task.phase == Phase::Waiting
        {
            task.phase = Phase::Ready;
            self.ready.push(id.0.index);
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

    /// Hands out a finished task's body; the task is gone.
    pub(crate) fn join(&mut self, id: Id) -> Option<BoxedBody> {
        let task = self.tasks.get_mut(id.0).filter(|task| task.phase == Phase::Finished)?;
        let body = task.body.take();
        self.tasks.vacate(id.0);
        body
    }

    /// Has `joiner` woken when the task ends. Hands out the one before.
    pub(crate) fn set_joiner(&mut self, id: Id, joiner: Waiter) -> Option<Waiter> {
        let task = self.tasks.get_mut(id.0)?;
        Some(mem::replace(&mut task.joiner, joiner))
    }

    /// Lets a task run on without a join handle. Hands out what nobody needs any more.
    pub(crate) fn detach(&mut self, id: Id) -> (Option<BoxedBody>, Option<Waiter>) {
        if let Some(task) = self.tasks.get_mut(id.0) {
            task.detached = true;
        }
        (self.join(id), self.set_joiner(id, Waiter::default()))
    }

    /// Removes `main`.
    pub(crate) fn remove(&mut self, id: Id) {
        self.tasks.remove(id.0);
    }

    /// The tasks that have not finished, in the order in which they were spawned.
    pub(crate) fn unfinished(&self) -> Vec<Id> {
        let ids = self.tasks.keys().into_iter().map(Id);
        ids.filter(|id| !self.is_finished(*id)).collect()
    }
}

// With its serial number and its name in the ready queue, a task takes 60 bytes beside its body.
#[cfg(target_pointer_width = "64")]
static_assertions::const_assert_eq!(size_of::<Task>(), 48);

/// Puts back what `start` took out. The place is empty, so there is nothing to drop; the compiler
/// doesn't know that, and would have every turn look.
fn put<T>(place: &mut Option<T>, value: Option<T>) {
    mem::forget(mem::replace(place, value));
}
