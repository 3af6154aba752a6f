//! What the world outside holds of a task: a waker.
//!
//! Wakers may be called from any thread at any time, so they are all of the runtime that threads
//! share. A wake takes the shortest of three ways. A task that wakes itself leaves a note in the
//! context; any other wake on the thread where the event loop runs goes straight to the ready queue;
//! all others go through the side door, [`Remote`]. Only the last takes a lock.

use std::sync::Arc;
use std::sync::atomic::Ordering::{Acquire, Relaxed};
use std::sync::atomic::{AtomicU64, fence};
use std::task::{Context, Wake, Waker};

use crate::context;
use crate::remote::Remote;
use crate::slab::Key;
use crate::task::Id;

/// What is behind a waker: the name of the task, and the way home.
pub(crate) struct TaskWaker {
    /// The id of the task. Changes only while nobody holds a clone.
    id: AtomicU64,
    /// The number of the last list of `remote`'s that it was entered in.
    list: AtomicU64,
    remote: Arc<Remote>,
}

impl TaskWaker {
    pub(crate) fn id(&self) -> Id {
        Id(Key(self.id.load(Relaxed)))
    }

    /// Notes that it is in a list. Whether it was not, before. Called under `remote`'s lock.
    pub(crate) fn enter(&self, number: u64) -> bool {
        let new = self.list.load(Relaxed) != number;
        self.list.store(number, Relaxed);
        new
    }

    /// Wakes the task if its event loop is the one that runs on this thread.
    fn woke_at_home(&self) -> bool {
        context::with(|event_loop| {
            let at_home = Arc::ptr_eq(&event_loop.remote, &self.remote);
            if at_home {
                event_loop.scheduler.borrow_mut().wake(self.id());
            }
            at_home
        }) == Some(true)
    }
}

impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        if !context::woke_itself(Arc::as_ptr(self).cast()) && !self.woke_at_home() {
            self.remote.push(self);
        }
    }
}

/// The waker that a task is polled with, held twice: as the `Waker` that a context wants, and as
/// the `Arc` behind it, which can tell whether anybody else holds one.
///
/// A task owns one only from the day that somebody clones it. Until then it borrows the event
/// loop's spare one for each poll; most tasks never need their own.
pub(crate) struct OwnWaker {
    task: Arc<TaskWaker>,
    waker: Waker,
}

impl OwnWaker {
    pub(crate) fn new(remote: &Arc<Remote>) -> Self {
        let (id, list, remote) = (AtomicU64::new(0), AtomicU64::new(0), Arc::clone(remote));
        let task = Arc::new(TaskWaker { id, list, remote });
        Self { waker: Waker::from(Arc::clone(&task)), task }
    }

    /// Makes it the waker of task `id`. Nobody else may hold a clone.
    pub(crate) fn rename(&self, id: Id) -> &Self {
        self.task.id.store(id.0.0, Relaxed);
        // The list that it may be in has it under another name.
        self.task.list.store(0, Relaxed);
        self
    }

    pub(crate) fn context(&self) -> Context<'_> {
        Context::from_waker(&self.waker)
    }

    /// Whether anybody holds a clone.
    pub(crate) fn is_kept(&self) -> bool {
        let kept = Arc::strong_count(&self.task) > 2;
        // Whatever those who have dropped theirs did with it comes before the next `rename`.
        fence(Acquire);
        kept
    }
}
