//! What the world outside holds of a task: a waker.
//!
//! Wakers may be called from any thread at any time, so they are all of the runtime that threads
//! share. While its event loop runs on this thread, a wake goes straight to the ready queue and
//! touches no lock; otherwise it goes through the side door, [`Remote`].

use std::sync::Arc;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicBool, AtomicU32};
use std::task::{Context, Wake, Waker};

use crate::context;
use crate::remote::Remote;
use crate::slab::Key;
use crate::task::Id;

/// What is behind a waker: the name of the task, and the way home.
pub(crate) struct TaskWaker {
    /// Both halves of the task's id. They change only while nobody holds a clone.
    serial: AtomicU32,
    index: AtomicU32,
    remote: Arc<Remote>,
    /// Whether it is in `remote`'s list, where a million wakes put it once.
    pushed: AtomicBool,
}

impl TaskWaker {
    fn id(&self) -> Id {
        Id(Key { serial: self.serial.load(Relaxed), index: self.index.load(Relaxed) })
    }

    /// Wakes the task if its event loop is the one that runs on this thread.
    fn woke_at_home(&self) -> bool {
        context::with(|event_loop| {
            let at_home = Arc::ptr_eq(&event_loop.remote, &self.remote);
            if at_home {
                event_loop.scheduler.borrow_mut().wake(self.id());
            }
            at_home
        })
        .unwrap_or(false)
    }

    /// Called by the event loop for each waker that came through the side door.
    pub(crate) fn arrive(&self) -> Id {
        // Reads what the last one to find it pushed has written, so that the poll to come sees all
        // that happened before the wake.
        self.pushed.swap(false, Acquire);
        self.id()
    }
}

impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        if !self.woke_at_home() && !self.pushed.swap(true, Release) {
            Arc::clone(&self.remote).push(self);
        }
    }

    fn wake_by_ref(self: &Arc<Self>) {
        if !self.woke_at_home() && !self.pushed.swap(true, Release) {
            self.remote.push(Arc::clone(self));
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
        let task = Arc::new(TaskWaker {
            serial: AtomicU32::new(0),
            index: AtomicU32::new(0),
            remote: Arc::clone(remote),
            pushed: AtomicBool::new(false),
        });
        Self { waker: Waker::from(Arc::clone(&task)), task }
    }

    /// Makes it the waker of task `id`.
    pub(crate) fn lend(&self, id: Id) -> Context<'_> {
        self.task.serial.store(id.0.serial, Relaxed);
        self.task.index.store(id.0.index, Relaxed);
        Context::from_waker(&self.waker)
    }

    /// Whether anybody holds a clone.
    pub(crate) fn is_kept(&self) -> bool {
        Arc::strong_count(&self.task) > 2
    }
}
