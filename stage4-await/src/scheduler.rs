//! The scheduler: which tasks there are, what each of them is doing, and whose turn is next.
//!
//! It only keeps the books. Nothing here calls anybody's code: whatever is to be polled, woken or
//! dropped is handed out, so that such code may come back in and find the books closed.
//!
//! ```text
//!          insert           start             suspend
//!   (new) ───────▶  Ready  ───────▶  Running ─────────▶  Waiting
//!                    ▲ ▲              │   │                 │
//!                    │ │ suspend      │   │ wake            │
//!                    │ └───── Woken ◀─┼───┘                 │
//!                    │          │     │ finish              │
//!                    │   finish └──┐  │                     │
//!                    │             ▼  ▼                     │
//!                    │           Finished ───────▶ (gone)   │
//!                    │                    join, detach      │
//!                    └──────────────────────────────────────┘
//!                                  wake, abort
//! ```

use std::collections::VecDeque;
use std::mem;

use crate::slab::Slab;
use crate::task::{BoxedBody, Id, OwnWaker, Waiter};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// In the ready queue.
    Ready,
    /// Being polled or dropped, right now.
    Running,
    /// Woken while it was running: back to the queue afterwards.
    Woken,
    /// Not to be polled until somebody wakes it.
    Waiting,
    /// The body holds the result, for the join handle to take.
    Finished,
}

struct Task {
    phase: Phase,
    /// Set by `abort`: the task ends at its next turn.
    aborted: bool,
    /// Set by `detach`: nobody will ask for the result.
    detached: bool,
    /// Out while the task runs. `main`'s stays with `block_on` and is never in.
    body: Option<BoxedBody>,
    /// From the first time that somebody kept one. Out while the task runs.
    waker: Option<Box<OwnWaker>>,
    /// Who awaits the join handle.
    joiner: Waiter,
}

/// What a task needs for its turn.
pub(crate) struct Turn {
    pub(crate) id: Id,
    /// `None` for `main`.
    pub(crate) body: Option<BoxedBody>,
    pub(crate) waker: Option<Box<OwnWaker>>,
    pub(crate) aborted: bool,
}

pub(crate) struct Scheduler {
    tasks: Slab<Task>,
    /// First in, first out. Every task in it is in phase `Ready`, and is in it once.
    ready: VecDeque<Id>,
}

impl Scheduler {
    pub(crate) const fn new() -> Self {
        Self { tasks: Slab::new(), ready: VecDeque::new() }
    }

    /// Adds a task at the back of the queue. Without a body it is `main`.
    pub(crate) fn insert(&mut self, body: Option<BoxedBody>) -> Id {
        let id = Id(self.tasks.insert(Task {
            phase: Phase::Ready,
            aborted: false,
            detached: false,
            body,
            waker: None,
            joiner: Waiter::NOBODY,
        }));
        self.ready.push_back(id);
        id
    }

    pub(crate) fn nothing_is_ready(&self) -> bool {
        self.ready.is_empty()
    }

    /// Begins the turn of the task at the front of the queue.
    pub(crate) fn start(&mut self) -> Option<Turn> {
        let id = self.ready.pop_front()?;
        self.take(id)
    }

    /// Begins the turn of a task that has not ended.
    pub(crate) fn take(&mut self, id: Id) -> Option<Turn> {
        let task = self.tasks.get_mut(id.0)?;
        task.phase = Phase::Running;
        let (body, waker) = (task.body.take(), task.waker.take());
        Some(Turn { id, body, waker, aborted: task.aborted })
    }

    /// Ends the turn of a task that is still pending, or hands it back if it was aborted meanwhile.
    pub(crate) fn suspend(&mut self, turn: Turn) -> Result<(), Turn> {
        let Some(task) = self.tasks.get_mut(turn.id.0) else {
            return Ok(());
        };
        if task.aborted {
            return Err(turn);
        }
        task.body = turn.body;
        task.waker = turn.waker;
        if task.phase == Phase::Woken {
            task.phase = Phase::Ready;
            self.ready.push_back(turn.id);
        } else {
            task.phase = Phase::Waiting;
        }
        Ok(())
    }

    /// Ends the last turn of a task. Hands out who has joined it, and the body if nobody can.
    pub(crate) fn finish(
        &mut self,
        id: Id,
        body: Option<BoxedBody>,
    ) -> (Waiter, Option<BoxedBody>) {
        match self.tasks.get_mut(id.0) {
            Some(task) if !task.detached => {
                task.phase = Phase::Finished;
                task.body = body;
                (mem::replace(&mut task.joiner, Waiter::NOBODY), None)
            }
            _ => {
                self.tasks.remove(id.0);
                (Waiter::NOBODY, body)
            }
        }
    }

    /// Puts a task at the back of the queue, once however often it is called.
    pub(crate) fn wake(&mut self, id: Id) {
        let Some(task) = self.tasks.get_mut(id.0) else {
            return;
        };
        match task.phase {
            Phase::Waiting => {
                task.phase = Phase::Ready;
                self.ready.push_back(id);
            }
            Phase::Running => task.phase = Phase::Woken,
            Phase::Ready | Phase::Woken | Phase::Finished => {}
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
        let task = self.tasks.get(id.0)?;
        let task = if task.phase == Phase::Finished { self.tasks.remove(id.0) } else { None };
        task?.body
    }

    /// Has `joiner` woken when the task ends. Hands out the one it replaces.
    pub(crate) fn set_joiner(&mut self, id: Id, joiner: Waiter) -> Option<Waiter> {
        let task = self.tasks.get_mut(id.0)?;
        Some(mem::replace(&mut task.joiner, joiner))
    }

    /// Lets a task run on without a join handle. Hands out what nobody needs any more.
    pub(crate) fn detach(&mut self, id: Id) -> (Option<BoxedBody>, Option<Waiter>) {
        if let Some(task) = self.tasks.get_mut(id.0) {
            task.detached = true;
        }
        (self.join(id), self.set_joiner(id, Waiter::NOBODY))
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

    pub(crate) fn clear_queue(&mut self) {
        self.ready = VecDeque::new();
    }
}
