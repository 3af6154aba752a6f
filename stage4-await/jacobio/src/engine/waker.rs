//! Task wakers: what code outside the engine has of a task.
//!
//! As in `waking.rs` a waker is an `Arc` that says which task to wake and where, and std's `Wake`
//! trait makes a `Waker` of it. Wakers may be called from any thread at any time, so they and
//! the remote queue are all of the runtime that threads share. Two things differ.
//!
//! A *local wake-up*, on the owner thread while its event loop runs, touches no lock: it goes down
//! through `current.rs` to the scheduler. All others are *remote*: they go to the remote queue.
//!
//! A task has no waker of its own until it needs one. Most never do: what awaits with a key never
//! clones the waker. So a task is polled with the event loop's *cached waker*, which is retargeted
//! for each poll. If the task, or what it awaits, has cloned it during the poll, it becomes the
//! task's own, and the event loop makes a new one.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Acquire, Ordering::Relaxed, fence};
use std::task::{Wake, Waker};

use crate::engine::remote::RemoteQueue;
use crate::engine::{current, slab::Key};

pub(crate) struct TaskWaker {
    /// The key of the task. Changes by `retarget` alone, when no other thread has a clone; what
    /// sends a clone to another thread makes the change visible there. Hence `Relaxed`.
    key: AtomicU64,
    /// The last batch of the remote queue that this waker has put its task into; 0 before the first
    /// (see `RemoteQueue::push`).
    last_batch: AtomicU64,
    remote: Arc<RemoteQueue>,
}

impl TaskWaker {
    fn key(&self) -> Key {
        Key::from_bits(self.key.load(Relaxed))
    }

    /// The rest of a wake-up, if the task is not the one that this thread is polling.
    #[inline(never)]
    fn wake_other(&self) {
        let local = current::with(|event_loop| {
            let local = Arc::ptr_eq(&event_loop.remote, &self.remote);
            local.then(|| event_loop.scheduler.borrow_mut().wake(self.key()))
        });
        if local.flatten().is_none() {
            self.remote.push(self.key(), &self.last_batch);
        }
    }
}

impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let data = Arc::as_ptr(self).cast();
        if current::with(|event_loop| event_loop.polled.notify_by_waker(data)) != Some(true) {
            self.wake_other();
        }
    }
}

/// A waker that goes from task to task until it is cloned.
pub(crate) struct CachedWaker {
    /// The same waker twice: as the `Waker` that a context needs, and as the `Arc` in it, which can
    /// be asked how many there are.
    waker: Waker,
    task: Arc<TaskWaker>,
}

impl CachedWaker {
    pub(crate) fn new(remote: &Arc<RemoteQueue>) -> Self {
        let task = Arc::new(TaskWaker {
            key: AtomicU64::new(Key::NONE.to_bits()),
            last_batch: AtomicU64::default(),
            remote: Arc::clone(remote),
        });
        let waker = Waker::from(Arc::clone(&task));
        // `wake_by_ref` finds out by this address whether its task is being polled. Std does it so,
        // but doesn't promise it, and without it every yield would hang.
        assert_eq!(waker.data(), Arc::as_ptr(&task).cast());
        Self { waker, task }
    }

    /// Makes it the waker of task `key`. There must be no clone.
    pub(crate) fn retarget(&self, key: Key) -> &Waker {
        self.task.key.store(key.to_bits(), Relaxed);
        // Else a wake-up of this task would be lost, if the current batch had the last one.
        self.task.last_batch.store(0, Relaxed);
        &self.waker
    }

    /// Whether there is a clone.
    pub(crate) fn is_shared(&self) -> bool {
        let shared = Arc::strong_count(&self.task) > 2;
        // A clone may have been called and dropped by another thread. The drop of an `Arc`
        // releases what was done with it, and reading the count with this fence acquires that: so
        // it comes before the next `retarget`.
        fence(Acquire);
        shared
    }

    /// Ends the caching: this is the waker of one task from now on.
    pub(crate) fn into_waker(self) -> Waker {
        self.waker
    }
}
