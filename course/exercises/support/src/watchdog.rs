//! A watchdog: a test that hangs fails with a message.

use std::cell::RefCell;
use std::panic::resume_unwind;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use crate::Polls;
use crate::times;

/// How long a test may take. No test needs a tenth of that.
const PATIENCE: Duration = Duration::from_secs(3);
/// The watchdog waits in steps. A pause of the whole machine then counts as one step only.
const STEP: Duration = Duration::from_millis(50);

/// What the watchdog says if the test hangs.
#[derive(Default)]
struct Report {
    /// What to ask, the latest last.
    questions: Vec<String>,
    /// The futures whose polls are counted.
    counted: Vec<Polls>,
}

thread_local! {
    /// The report on the test on this thread.
    static REPORT: RefCell<Arc<Mutex<Report>>> = RefCell::default();
}

fn locked(report: &Mutex<Report>) -> MutexGuard<'_, Report> {
    report.lock().expect("no panic while locked")
}

fn with_report<T>(change: impl FnOnce(&mut Report) -> T) -> T {
    REPORT.with_borrow(|report| change(&mut locked(report)))
}

/// Adds `polls` to what is shown if the test on this thread hangs.
pub(crate) fn watch(polls: Polls) {
    with_report(|report| report.counted.push(polls));
}

/// While this lives, it replaces what the watchdog says if the test on this thread hangs.
#[must_use = "dropped at once, it replaces nothing"]
pub struct Question(());

/// Replaces what the watchdog says if the test on this thread hangs, until the result is dropped.
pub fn if_it_hangs(say: &str) -> Question {
    with_report(|report| report.questions.push(say.to_owned()));
    Question(())
}

impl Drop for Question {
    fn drop(&mut self) {
        with_report(|report| report.questions.pop());
    }
}

/// Runs `test` on a thread of its own and passes its panic on. Panics with `if_not` if the test has
/// not ended after a few seconds. The thread is left behind then, and ends with the process.
#[track_caller]
pub fn must_end(if_not: &str, test: impl FnOnce() + Send + 'static) {
    let questions = vec![if_not.to_owned()];
    let report = Arc::new(Mutex::new(Report { questions, counted: Vec::new() }));
    let (ended, end) = channel();
    let thread = thread::Builder::new()
        .name(thread::current().name().unwrap_or("test").to_owned())
        .spawn({
            let report = Arc::clone(&report);
            move || {
                REPORT.set(report);
                // Dropped when the test has ended, be it with a panic.
                let _ended = ended;
                test();
            }
        })
        .expect("the system has room for a thread");
    let mut waited = Duration::ZERO;
    loop {
        let end: Result<(), _> = end.recv_timeout(STEP);
        if end == Err(RecvTimeoutError::Disconnected) {
            break;
        }
        waited += STEP;
        if waited >= PATIENCE {
            panic!("The test has not ended after {PATIENCE:?}. {}", text(&locked(&report)));
        }
    }
    if let Err(panic) = thread.join() {
        resume_unwind(panic);
    }
}

fn text(report: &Report) -> String {
    let mut text = report.questions.last().cloned().unwrap_or_default();
    for future in &report.counted {
        text += &format!("\n`{}` was polled {}.", future.name(), times(future.count()));
    }
    text
}
