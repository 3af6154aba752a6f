//! A flag with which a test decides what another thread does between two lines.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

/// How long the other thread may take. It takes longer only if it waits for a lock.
const MOMENT: Duration = Duration::from_secs(1);

type Action = Box<dyn FnOnce() + Send>;

/// Is set once, by any thread.
#[derive(Default)]
pub struct Flag {
    set: AtomicBool,
    after_look: Mutex<Option<Action>>,
    before_set: Mutex<Option<Action>>,
    under_way: Mutex<Option<Receiver<()>>>,
}

impl Flag {
    /// Sets the flag.
    pub fn set(&self) {
        self.let_run(&self.before_set);
        self.set.store(true, Ordering::SeqCst);
    }

    /// Returns whether the flag is set.
    pub fn is_set(&self) -> bool {
        let seen = self.set.load(Ordering::SeqCst);
        self.let_run(&self.after_look);
        seen
    }

    /// Lets another thread do what is next there. Goes on when that is done, or has to wait.
    fn let_run(&self, next: &Mutex<Option<Action>>) {
        let next = next.lock().expect("no panic while locked").take();
        if let Some(action) = next {
            let (done, end) = channel();
            let (started, start) = channel();
            thread::spawn(move || {
                let _ = started.send(());
                action();
                // Fails if the test has ended.
                let _ = done.send(());
            });
            let _ = start.recv();
            if end.recv_timeout(MOMENT).is_err() {
                *self.under_way.lock().expect("no panic while locked") = Some(end);
            }
        }
    }

    /// Lets another thread do `action` right after the next `is_set`, before that returns. If the
    /// other thread has to wait for a lock, it goes on later.
    pub fn after_next_look(&self, action: impl FnOnce() + Send + 'static) {
        *self.after_look.lock().expect("no panic while locked") = Some(Box::new(action));
    }

    /// Lets another thread do `action` right before the flag is next set. If the other thread has
    /// to wait for a lock, it goes on later.
    pub fn before_next_set(&self, action: impl FnOnce() + Send + 'static) {
        *self.before_set.lock().expect("no panic while locked") = Some(Box::new(action));
    }

    /// Waits until the other thread is done.
    pub fn other_thread_is_done(&self) {
        let under_way = self.under_way.lock().expect("no panic while locked").take();
        if let Some(end) = under_way {
            // It has ended, be it with a panic.
            let _ = end.recv();
        }
    }
}
