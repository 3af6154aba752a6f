//! The remote queue: the tasks that were woken by other threads, or while the event loop didn't
//! run. Tokio calls it the injection queue.
//!
//! In `waking.rs` it is the ready queue itself, a channel that any thread can send to, and waiting
//! for the channel is how the thread parks. Here the ready queue belongs to the event loop's
//! thread, which can use it without a lock, and this second queue is for all wake-ups that don't
//! come from there. It wakes the parked thread as well.

use std::mem;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex};
use std::thread::{self, Thread};

use crate::engine::slab::Key;

pub(crate) struct RemoteQueue {
    woken: Mutex<Batch>,
    /// The owner thread: the one that made the runtime and runs it.
    owner: Thread,
}

/// The tasks that were woken since the event loop last took them.
struct Batch {
    /// Counts the batches, from 1.
    number: u64,
    tasks: Vec<Key>,
    /// Ends the wait of the owner thread, if it waits for sockets. Otherwise an unpark does.
    alarm: Option<Arc<mio::Waker>>,
}

/// A thread that holds the lock runs nothing that can panic.
const UNPOISONED: &str = "no panic while the remote queue is locked";

impl Default for RemoteQueue {
    fn default() -> Self {
        let woken = Mutex::new(Batch { number: 1, tasks: Vec::new(), alarm: None });
        Self { woken, owner: thread::current() }
    }
}

impl RemoteQueue {
    /// Adds a woken task. If the queue was empty, ends the wait of the owner thread: it waits
    /// parked, or for sockets. The later ones of a batch need not: the first one is about to end
    /// the wait, or has done so and the event loop has not taken the batch since.
    ///
    /// `last_batch` is the number of the last batch that this waker has put its task into, or 0. If
    /// that is the current batch, the task is in it already. So a million wake-ups before a poll
    /// fill one place in the queue, and not a million. It is read and written under the lock, hence
    /// `Relaxed`; only `retarget` writes it without, when no other thread has the waker.
    ///
    /// No wake-up is lost: the event loop takes the queue after the last poll and before it parks,
    /// and a park that follows an unpark returns at once.
    #[cold]
    pub(crate) fn push(&self, task: Key, last_batch: &AtomicU64) {
        let mut batch = self.woken.lock().expect(UNPOISONED);
        if last_batch.load(Relaxed) == batch.number {
            return;
        }
        last_batch.store(batch.number, Relaxed);
        batch.tasks.push(task);
        let was_empty = batch.tasks.len() == 1;
        let alarm = batch.alarm.take();
        drop(batch);
        match alarm {
            _ if !was_empty => {}
            Some(alarm) => alarm.wake().expect("the operating system takes the wake-up"),
            None => self.owner.unpark(),
        }
    }

    /// The owner is about to wait for sockets, until `take`: from now on a wake-up rings `alarm`.
    /// Returns `false` if there was a wake-up already, and the owner must not wait.
    pub(crate) fn begin_wait(&self, alarm: &Arc<mio::Waker>) -> bool {
        let mut batch = self.woken.lock().expect(UNPOISONED);
        let may_wait = batch.tasks.is_empty();
        batch.alarm = may_wait.then(|| Arc::clone(alarm));
        may_wait
    }

    /// Takes the batch, and begins the next one.
    pub(crate) fn take(&self) -> Vec<Key> {
        let mut batch = self.woken.lock().expect(UNPOISONED);
        batch.number += 1;
        batch.alarm = None;
        mem::take(&mut batch.tasks)
    }
}
