//! The side door: where other threads leave the ids of the tasks that they wake.

use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Thread};

use crate::task::{Id, TaskWaker};

pub(crate) struct Remote {
    woken: Mutex<List>,
    /// The thread that made the runtime, and so the one that runs it.
    home: Thread,
}

/// The tasks woken since the event loop last looked.
struct List {
    /// Grows with each look. A waker notes which list it is in, and a million wakes put it there
    /// once.
    number: u64,
    ids: Vec<Id>,
}

impl Remote {
    pub(crate) fn new() -> Arc<Self> {
        let woken = Mutex::new(List { number: 1, ids: Vec::new() });
        Arc::new(Self { woken, home: thread::current() })
    }

    /// No panic can leave the list half changed: nobody's code but this file's runs meanwhile.
    fn lock(&self) -> MutexGuard<'_, List> {
        self.woken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Leaves a woken task. No wake is lost: the event loop empties the list before it parks, and
    /// a park that comes after an unpark ends at once.
    #[cold]
    pub(crate) fn push(&self, waker: &TaskWaker) {
        let mut list = self.lock();
        if waker.enter(list.number) {
            list.ids.push(waker.id());
            // Whoever comes second need not: the first one's unpark is under way, or not answered
            // yet.
            let first = list.ids.len() == 1;
            drop(list);
            if first {
                self.home.unpark();
            }
        }
    }

    /// The tasks woken since the last call. When a list is over, so is what its wakers noted.
    pub(crate) fn take(&self) -> Vec<Id> {
        let mut list = self.lock();
        list.number += 1;
        mem::take(&mut list.ids)
    }
}
