//! Distinguishes a thread that waits from one that spins.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// A thread that another one observes.
pub struct Observed {
    /// The file in which Linux describes the thread.
    state: Option<PathBuf>,
}

/// Returns the current thread, for another one to observe.
pub fn this_thread() -> Observed {
    let thread = fs::read_link("/proc/thread-self").ok();
    Observed { state: thread.map(|thread| Path::new("/proc").join(thread).join("stat")) }
}

impl Observed {
    /// Returns `later` after the thread has begun to wait. Where the system doesn't show whether it
    /// waits, that is taken for granted.
    pub fn after_it_waits(&self, later: Duration) {
        while self.is_running() {
            thread::sleep(Duration::from_millis(1));
        }
        thread::sleep(later);
    }

    fn is_running(&self) -> bool {
        let Some(state) = &self.state else { return false };
        // The state is the letter behind the name, which is in parentheses. `S` is for sleeping.
        let text = fs::read_to_string(state).unwrap_or_default();
        text.rsplit_once(')').is_some_and(|(_, rest)| !rest.trim_start().starts_with('S'))
    }
}
