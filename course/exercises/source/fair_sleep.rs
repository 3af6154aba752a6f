//@ start
//! A fair sleep
//!
//! A task that waits must not block the thread, since the other tasks need it. So a sleep is a
//! generator that yields until its time is up:
//!
//! ```text
//! def sleep(duration):
//!     end = now() + duration
//!     yield
//!     while now() < end:
//!         yield
//! ```
//!
//! Two things are special about it:
//!
//! - The first `yield` comes before the first comparison with the end. So a sleep yields at least
//!   once, even `sleep(0)`, and a task that sleeps for zero seconds, over and over, lets the other
//!   tasks go on.
//! - A call of `sleep` runs none of these lines. The time counts from the first `next`, not from
//!   the call.
//!
//! In stage 3 of the course, a `sleep(0)` does not yield, and the time counts from the call. Write
//! a sleep that is like the one above.
//!
//! The clock is `clock::now()`, the time since the program began. In the tests it is simulated, so
//! that no test has to wait: it moves on a little whenever it is read, and only then.
//!
//! Look up: `std::iter::from_fn`, `Option<Duration>` as a state, `stage3-sleep/src/sleep.rs`.
//@ solution
//! A fair sleep: the solution
//!
//! The end is not known before the first `next`, so the state is an `Option`. The `next` that finds
//! `None` there computes the end and yields without reading the clock again.
//@ both

use std::time::Duration;

use support::clock;

/// A generator that is exhausted once `duration` has passed since it was first resumed. It yields
/// at least once.
pub fn sleep(duration: Duration) -> impl Iterator<Item = ()> {
//@ start
    // TODO: this blocks the thread, and so all tasks.
    std::thread::sleep(duration);
    clock::now();
    std::iter::empty()
//@ solution
    let mut end = None;
    std::iter::from_fn(move || match end {
        None => {
            // `saturating_add`, since a sleep for `Duration::MAX` is allowed.
            end = Some(clock::now().saturating_add(duration));
            Some(())
        }
        Some(end) => (clock::now() < end).then_some(()),
    })
//@ both
}

fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use support::must_end;

    use super::*;

    const HANGS: &str = "A call of `next` does not return: does it wait for the end itself, \
                         instead of yielding?";

    /// Long enough to be seen on the simulated clock, which moves on by 10 µs for each reading.
    const NAP: Duration = Duration::from_millis(1);

    /// Resumes `sleep` to its end. Returns how often it has yielded, and the time when it ended.
    fn run(sleep: impl Iterator<Item = ()>) -> (usize, Duration) {
        (sleep.take(10_000).count(), clock::now())
    }

    #[test]
    fn a_sleep_yields_until_its_time_is_up() {
        must_end(HANGS, || {
            clock::simulate();
            let start = clock::now();
            let (yields, end) = run(sleep(NAP));
            assert!(
                yields > 1,
                "sleep({NAP:?}) yielded {yields} times, expected one for each reading of the \
                 clock: while it doesn't yield, no other task can run"
            );
            let passed = end - start;
            assert!(
                passed >= NAP,
                "sleep({NAP:?}) ended after {passed:?}, expected {NAP:?} or a little more: which \
                 clock does it read, and with what does it compare?"
            );
            assert!(
                passed < 2 * NAP,
                "sleep({NAP:?}) ended after {passed:?}, or not at all, expected {NAP:?} or a \
                 little more: is its end computed only once, and compared with the clock at each \
                 `next`?"
            );
        });
    }

    #[test]
    fn a_sleep_of_no_time_yields_once() {
        must_end(HANGS, || {
            clock::simulate();
            let (yields, _) = run(sleep(Duration::ZERO));
            assert!(
                yields == 1,
                "sleep(0) yielded {yields} times, expected once: the first `next` yields whatever \
                 the clock says. What does the second one find?"
            );
        });
    }

    #[test]
    fn a_sleep_is_over_at_its_end_and_not_after_it() {
        must_end(HANGS, || {
            clock::simulate();
            clock::stop();
            let (yields, _) = run(sleep(Duration::ZERO));
            assert!(
                yields == 1,
                "while the clock stands still, sleep(0) yielded {yields} times, expected once: \
                 the first `next` yields whatever the clock says. At the second one, now and the \
                 end are equal. What does `while now() < end` do then?"
            );
        });
    }

    #[test]
    fn at_its_end_it_stays_exhausted() {
        must_end(HANGS, || {
            clock::simulate();
            let mut sleep = sleep(NAP);
            run(sleep.by_ref());
            let seen = sleep.next();
            assert!(
                seen.is_none(),
                "after its end a sleep({NAP:?}) yielded again, expected None: does it keep its \
                 end, or does it start anew?"
            );
        });
    }

    #[test]
    fn the_time_counts_from_the_first_resumption() {
        must_end(HANGS, || {
            clock::simulate();
            let sleep = sleep(NAP);
            // Time passes between the call and the first `next`.
            while clock::now() < 10 * NAP {}
            let start = clock::now();
            let passed = run(sleep).1 - start;
            assert!(
                passed >= NAP,
                "a sleep({NAP:?}) that was first resumed long after the call ended {passed:?} \
                 after that, expected {NAP:?} or a little more: does the call read the clock?"
            );
        });
    }

    #[test]
    fn two_sleeps_take_as_long_as_the_longer_one() {
        must_end(HANGS, || {
            clock::simulate();
            let start = clock::now();
            let mut event_loop: Vec<Box<dyn Iterator<Item = ()>>> =
                vec![Box::new(sleep(NAP)), Box::new(sleep(2 * NAP))];
            for _ in 0..10_000 {
                event_loop.retain_mut(|task| task.next().is_some());
            }
            assert!(
                event_loop.is_empty(),
                "two sleeps in one loop have not ended after 10000 rounds, expected an end as soon \
                 as the longer one is over: does each `next` compare the clock with the end?"
            );
            // The loop has not read the clock, so only the sleeps did.
            let passed = clock::now() - start;
            assert!(
                passed < 3 * NAP,
                "sleeps of {NAP:?} and {:?} in one loop took {passed:?}, expected the longer of \
                 the two: does one of them keep the thread?",
                2 * NAP
            );
        });
    }
}
