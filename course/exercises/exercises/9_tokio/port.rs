//! Porting a program to tokio
//!
//! This program runs on `jacobio`. It fetches pages, each in a task of its own, and writes down in
//! which order they came. The tests run it on tokio, where `jacobio` finds no event loop.
//!
//! Port it. Replacing the word is not enough here: tokio's `spawn` may run a task on any of its
//! threads, so the compiler wants the task to be `Send`. Read what it says, and replace what can't
//! be sent. (tokio's `LocalRuntime` has the same `spawn_local` as jacobio. There it would be enough
//! to replace the word.)
//!
//! What must stay:
//!
//! - The pages are fetched together: three fetches take as long as the longest one.
//! - A fetch that panics is written down as failed, and the others go on.
//!
//! Look up: `tokio::spawn`, `tokio::time::sleep`, `Arc`, `Mutex`. The `JoinError` is tokio's now.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

// TODO: tokio.
use jacobio::task::spawn_local;
use jacobio::time::sleep;

/// What was fetched, in the order in which it came.
type Log = Rc<RefCell<Vec<String>>>;

/// A page takes as many milliseconds as its name has letters. Panics without a name.
async fn fetch(page: &'static str, log: Log) {
    sleep(Duration::from_millis(page.len() as u64)).await;
    assert!(!page.is_empty(), "a page without a name");
    log.borrow_mut().push(format!("{page} came"));
}

/// Fetches all `pages`. Returns in which order they came.
pub async fn fetch_all(pages: &[&'static str]) -> Vec<String> {
    let log = Log::default();
    let mut tasks = Vec::new();
    for page in pages {
        tasks.push(spawn_local(fetch(page, Rc::clone(&log))));
    }
    for task in tasks {
        if task.await.is_err() {
            log.borrow_mut().push("a fetch failed".to_owned());
        }
    }
    log.take()
}

fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use support::must_end;
    use tokio::runtime::Builder;
    use tokio::time::Instant;

    use super::fetch_all;

    const HANGS: &str = "`fetch_all` does not end. Does a task hold the lock while another one \
                         waits for it? Are all tasks awaited, and each once?";

    /// Fetches `pages` on tokio, with its clock paused. Returns the log and the time it took.
    #[track_caller]
    fn run(pages: &'static [&'static str]) -> (Vec<String>, Duration) {
        let runtime = Builder::new_current_thread().enable_time().start_paused(true).build();
        let runtime = runtime.expect("a runtime");
        let fetch = || {
            runtime.block_on(async {
                let start = Instant::now();
                (fetch_all(pages).await, start.elapsed())
            })
        };
        let result = catch_unwind(AssertUnwindSafe(fetch));
        result.unwrap_or_else(|panic| {
            let message = panic.downcast_ref::<String>().map(String::as_str);
            let message = message.or(panic.downcast_ref::<&str>().copied()).unwrap_or("no text");
            panic!(
                "on tokio's runtime the program panicked with {message:?}: which call belongs to \
                 another runtime, which result of a task is taken for granted, or which lock is \
                 held during a panic?"
            )
        })
    }

    use std::time::Duration;

    #[track_caller]
    fn expect(pages: &'static [&'static str], log: &[&str], milliseconds: u64, otherwise: &str) {
        let (seen, passed) = run(pages);
        assert!(seen == log, "for {pages:?} the log is {seen:?}, expected {log:?}: {otherwise}");
        // Tokio's clock has ticks of a millisecond.
        let expected = Duration::from_millis(milliseconds);
        let late = passed.saturating_sub(expected);
        assert!(
            passed >= expected && late <= Duration::from_millis(2),
            "for {pages:?} it took {passed:?} on tokio's clock, expected {expected:?}: are the \
             pages fetched together, and does tokio's clock know of the waiting?"
        );
    }

    #[test]
    fn it_runs_on_tokio() {
        must_end(HANGS, || {
            expect(
                &["ten-letter"],
                &["ten-letter came"],
                10,
                "there is one page. Does `fetch_all` wait for its task?",
            );
        });
    }

    #[test]
    fn the_pages_are_fetched_together() {
        must_end(HANGS, || {
            let pages = &["four-and-twenty-letters-", "ten-letter", "fifteen-letters"];
            let log = ["ten-letter came", "fifteen-letters came", "four-and-twenty-letters- came"];
            expect(
                pages,
                &log,
                24,
                "the shortest name comes first. Is each page fetched in a task of its own, and are \
                 all tasks spawned before the first one is awaited?",
            );
        });
    }

    #[test]
    fn a_fetch_that_fails_does_not_end_the_others() {
        must_end(HANGS, || {
            let pages = &["", "ten-letter"];
            expect(
                pages,
                &["a fetch failed", "ten-letter came"],
                10,
                "the first one panics. What does awaiting its join handle return?",
            );
        });
    }

    #[test]
    fn it_runs_on_many_threads() {
        must_end(HANGS, || {
            let runtime = Builder::new_multi_thread().worker_threads(2).enable_time().build();
            let fetch = fetch_all(&["a", "b", "c"]);
            let fetch = || runtime.expect("a runtime").block_on(fetch).len();
            let seen = catch_unwind(AssertUnwindSafe(fetch));
            let Ok(seen) = seen else {
                panic!(
                    "on a runtime with two threads the program panicked: does it use what belongs \
                     to one thread?"
                );
            };
            assert!(
                seen == 3,
                "on a runtime with two threads the log has {seen} lines, expected 3: does \
                 `fetch_all` wait for all tasks?"
            );
        });
    }
}
