//@ start
//! `timeout`
//!
//! `timeout(duration, future)` gives up on a future after a while. It is a race between the future
//! and a sleep, decided in one `poll`:
//!
//! - If the future is ready, the result is `Ok`, even if both are ready in the same poll: the work
//!   is done, so take it.
//! - If only the sleep is ready, the result is `Err(Elapsed)`.
//! - If both are pending, both must have been polled, since each of them keeps the waker only if it
//!   is polled.
//!
//! The time counts from the call of `timeout`, as in tokio. Make the sleep there, once.
//!
//! This runs on `jacobio`, the course's runtime, with its clock paused: nothing waits for real
//! time.
//!
//! Look up: `Box::pin`, `Pin::as_mut`, `stage4-await/jacobio/src/time/timeout.rs` for how it is
//! done without a box.
//@ solution
//! `timeout`: the solution
//!
//! The order of the two polls is the tie-break. Both are polled whenever both are pending, so that
//! either can wake the task.
//@ both

use std::pin::Pin;
use std::task::{Context, Poll};

use jacobio::time::{Duration, Sleep, sleep};

/// The time was up before the future was ready.
#[derive(Debug, PartialEq, Eq)]
pub struct Elapsed;

/// A future with a time limit.
pub struct Timeout<F> {
    future: Pin<Box<F>>,
    sleep: Pin<Box<Sleep>>,
}

/// Runs `future`, but not longer than `duration`.
pub fn timeout<F: Future>(duration: Duration, future: F) -> Timeout<F> {
    Timeout { future: Box::pin(future), sleep: Box::pin(sleep(duration)) }
}

impl<F: Future> Future for Timeout<F> {
    type Output = Result<F::Output, Elapsed>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
//@ start
        // TODO: this waits for the whole time and never asks the future.
        let _ = &self.future;
//@ solution
        if let Poll::Ready(result) = self.future.as_mut().poll(cx) {
            return Poll::Ready(Ok(result));
        }
//@ both
        self.sleep.as_mut().poll(cx).map(|()| Err(Elapsed))
    }
}

fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use std::future::{pending, poll_fn, ready};

    use jacobio::runtime::LocalRuntime;
    use jacobio::time::{Instant, pause};
    use support::{counted, must_end};

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);
    /// The paused clock moves on only while no task is ready.
    const HANGS: &str = "The time does not come to an end. Is the sleep polled whenever the \
                         future is pending? If it is: does `timeout` wake its own task, which is \
                         always ready then?";

    /// Runs `main` on a paused clock. Returns its result and how long it took on that clock.
    fn run<F: Future + 'static>(main: F) -> (F::Output, Duration) {
        LocalRuntime::new().expect("a runtime").block_on(async {
            pause();
            let start = Instant::now();
            (main.await, start.elapsed())
        })
    }

    #[track_caller]
    fn expect<T: std::fmt::Debug + PartialEq>(
        (seen, after): (Result<T, Elapsed>, Duration),
        expected: Result<T, Elapsed>,
        expected_after: Duration,
        otherwise: &str,
    ) {
        assert!(
            seen == expected && after == expected_after,
            "`timeout` returned {seen:?} after {after:?}, expected {expected:?} after \
             {expected_after:?}: {otherwise}"
        );
    }

    #[test]
    fn a_future_that_is_ready_in_time_gives_its_result() {
        must_end(HANGS, || {
            let future = async {
                sleep(SECOND).await;
                42
            };
            let seen = run(async { timeout(2 * SECOND, future).await });
            expect(
                seen,
                Ok(42),
                SECOND,
                "the future was ready before the time was up. Is it polled, and with the `cx` of \
                 the task, so that it can wake it?",
            );
        });
    }

    #[test]
    fn a_future_that_is_not_ready_in_time_gives_elapsed() {
        must_end(HANGS, || {
            let seen = run(async { timeout(SECOND, pending::<u32>()).await });
            expect(
                seen,
                Err(Elapsed),
                SECOND,
                "the future is never ready. What does `timeout` return when only the sleep is?",
            );
        });
    }

    #[test]
    fn a_future_that_is_polled_often_has_no_more_time() {
        must_end(HANGS, || {
            let often = async {
                for _ in 0..100 {
                    sleep(SECOND / 10).await;
                }
            };
            let seen = run(async { timeout(SECOND + SECOND / 20, often).await });
            expect(
                seen,
                Err(Elapsed),
                SECOND + SECOND / 20,
                "the future was polled ten times before. When is the sleep made, and is it polled \
                 each time?",
            );
        });
    }

    #[test]
    fn the_time_counts_from_the_call() {
        must_end(HANGS, || {
            let seen = run(async {
                let later = timeout(2 * SECOND, pending::<u32>());
                sleep(SECOND).await;
                later.await
            });
            expect(
                seen,
                Err(Elapsed),
                2 * SECOND,
                "between the call of `timeout` and its first poll, a second has passed. When is \
                 the sleep made?",
            );
        });
    }

    #[test]
    fn if_both_are_ready_the_result_counts() {
        must_end(HANGS, || {
            let seen = run(async { timeout(Duration::ZERO, ready(42)).await });
            expect(seen, Ok(42), Duration::ZERO, "the work was done. Which of the two is asked?");
            let future = async {
                sleep(SECOND).await;
                42
            };
            let seen = run(async { timeout(SECOND, future).await });
            expect(seen, Ok(42), SECOND, "both were ready in the same poll. Which is asked first?");
        });
    }

    #[test]
    fn each_wake_up_is_one_poll_of_the_future() {
        must_end(HANGS, || {
            let (polls, future) = counted("the future", poll_fn(|_| Poll::<()>::Pending));
            let seen = run(async { timeout(SECOND, future).await });
            expect(
                seen,
                Err(Elapsed),
                SECOND,
                "the future is never ready. What does `timeout` return when only the sleep is?",
            );
            polls.expect(
                2,
                "once to start, and once when the sleep has woken the task. Is it polled once each \
                 time that `timeout` is?",
            );
        });
    }
}
