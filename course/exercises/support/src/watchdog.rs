//! A watchdog: a test that hangs fails with a message.

use std::cell::RefCell;
use std::panic::resume_unwind;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::Polls;
use crate::times;

/// Longer than any test needs on a busy machine, and short enough to wait for.
const PATIENCE: Duration = Duration::from_secs(2);

type Watched = Arc<Mutex<Vec<Polls>>>;

thread_local! {
    /// The futures whose polls are counted in the test on this thread.
    static WATCHED: RefCell<Watched> = RefCell::default();
}

/// Adds `polls` to what is shown if the test on this thread hangs.
pub(crate) fn watch(polls: Polls) {
    WATCHED.with_borrow(|watched| watched.lock().expect("no panic while locked").push(polls));
}

/// Runs `test` on a thread of its own and passes its panic on. Panics with `if_not` if the test has
/// not ended after two seconds. The thread is left behind then, and ends with the process.
#[track_caller]
pub fn must_end(if_not: &str, test: impl FnOnce() + Send + 'static) {
    let watched = Watched::default();
    let (ended, end) = channel();
    let thread = thread::Builder::new()
        .name(thread::current().name().unwrap_or("test").to_owned())
        .spawn({
            let watched = Arc::clone(&watched);
            move || {
                WATCHED.set(watched);
                // Dropped when the test has ended, be it with a panic.
                let _ended = ended;
                test();
            }
        })
        .expect("the system has room for a thread");
    let end: Result<(), _> = end.recv_timeout(PATIENCE);
    if end == Err(RecvTimeoutError::Timeout) {
        let mut polls = String::new();
        for future in watched.lock().expect("no panic while locked").iter() {
            polls += &format!("\n`{}` was polled {}.", future.name(), times(future.count()));
        }
        panic!("The test has not ended after {PATIENCE:?}. {if_not}{polls}");
    }
    if let Err(panic) = thread.join() {
        resume_unwind(panic);
    }
}
