//! The side door: where other threads leave the tasks that they wake.

use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Thread};

use crate::task::TaskWaker;

pub(crate) struct Remote {
    /// The tasks woken since the event loop last looked; `None` once the runtime is gone.
    woken: Mutex<Option<Vec<Arc<TaskWaker>>>>,
    /// The thread that made the runtime, and so the one that runs it.
    home: Thread,
}

impl Remote {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self { woken: Mutex::new(Some(Vec::new())), home: thread::current() })
    }

    /// No panic can leave the list half changed: nobody's code but this file's runs meanwhile.
    fn lock(&self) -> MutexGuard<'_, Option<Vec<Arc<TaskWaker>>>> {
        self.woken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Leaves a woken task. No wake is lost: the event loop empties the list before it parks, and
    /// a park that comes after an unpark ends at once.
    pub(crate) fn push(&self, task: Arc<TaskWaker>) {
        let mut woken = self.lock();
        let Some(tasks) = woken.as_mut() else { return };
        let first = tasks.is_empty();
        tasks.push(task);
        drop(woken);
        // Whoever comes second need not: the first one's unpark is under way, or not answered yet.
        if first {
            self.home.unpark();
        }
    }

    /// The tasks woken since the last call.
    pub(crate) fn take(&self) -> Vec<Arc<TaskWaker>> {
        self.lock().as_mut().map(mem::take).unwrap_or_default()
    }

    /// From now on a wake does nothing.
    pub(crate) fn close(&self) {
        *self.lock() = None;
    }
}
