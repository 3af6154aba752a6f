//! The side door: where other threads leave the ids of the tasks that they wake.

use std::mem;
use std::sync::Mutex;
use std::thread::{self, Thread};

use crate::task::{Id, TaskWaker};

/// Nothing in this file panics while it holds the lock, and nobody else can.
const UNPOISONED: &str = "no panic while the list is locked";

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

impl Default for Remote {
    fn default() -> Self {
        let woken = Mutex::new(List { number: 1, ids: Vec::new() });
        Self { woken, home: thread::current() }
    }
}

impl Remote {
    /// Leaves a woken task. No wake is lost: the event loop empties the list before it parks, and
    /// a park that comes after an unpark ends at once.
    #[cold]
    pub(crate) fn push(&self, waker: &TaskWaker) {
        let mut list = self.woken.lock().expect(UNPOISONED);
        if waker.enter(list.number) {
            list.ids.push(waker.id());
            // Whoever comes second need not: the first one's unpark is under way, or not answered
            // yet.
            if list.ids.len() == 1 {
                drop(list);
                self.home.unpark();
            }
        }
    }

    /// The tasks woken since the last call. When a list is over, so is what its wakers noted.
    pub(crate) fn take(&self) -> Vec<Id> {
        let mut list = self.woken.lock().expect(UNPOISONED);
        list.number += 1;
        mem::take(&mut list.ids)
    }
}
