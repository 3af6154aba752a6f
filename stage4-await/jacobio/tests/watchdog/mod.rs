//! A watchdog: it ends the test process when a test takes too long.
//!
//! A broken runtime seldom fails a test. It loses a wake-up, and the thread stays parked forever,
//! or it polls forever. The test can't report that itself, so another thread measures the time. It
//! ends the process and not only the test: the tests that follow would wait as long.

use std::collections::HashMap;
use std::fmt::Display;
use std::io::{self, Write};
use std::process;
use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

struct Watched {
    deadline: Instant,
    /// What to print if the deadline passes.
    message: String,
}

/// What each thread does now. The first use starts the watchdog.
static WATCHED: LazyLock<Mutex<HashMap<ThreadId, Watched>>> = LazyLock::new(|| {
    thread::spawn(end_what_takes_too_long);
    Mutex::default()
});

/// Ends the process with a message if this thread is not done with `work` within `limit`: that is,
/// if the thread has neither ended nor called this function again.
pub fn watch(limit: Duration, work: impl Display) {
    struct AtThreadExit(ThreadId);

    impl Drop for AtThreadExit {
        fn drop(&mut self) {
            WATCHED.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.0);
        }
    }

    thread_local! {
        static AT_THREAD_EXIT: AtThreadExit = AtThreadExit(thread::current().id());
    }

    let id = AT_THREAD_EXIT.with(|thread| thread.0);
    // The test harness names a test's thread after the test.
    let test = thread::current().name().unwrap_or("a test").to_owned();
    let message = format!("{test} has not ended within {limit:?}: {work}");
    let watched = Watched { deadline: Instant::now() + limit, message };
    WATCHED.lock().unwrap_or_else(PoisonError::into_inner).insert(id, watched);
}

fn end_what_takes_too_long() {
    loop {
        thread::sleep(Duration::from_millis(100));
        let now = Instant::now();
        let watched = WATCHED.lock().unwrap_or_else(PoisonError::into_inner);
        let mut late = watched.values().filter(|watched| watched.deadline < now).peekable();
        if late.peek().is_some() {
            for Watched { message, .. } in late {
                // Not `eprintln`: the test harness captures its output.
                writeln!(io::stderr(), "\nwatchdog: {message}").ok();
            }
            process::exit(101);
        }
    }
}
