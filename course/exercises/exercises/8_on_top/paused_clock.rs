//! A paused clock
//!
//! A test of a program that sleeps for an hour must not take an hour. So jacobio and tokio have a
//! clock that can be paused. It stands still as long as a task can go on. When nothing can go on
//! any more, it jumps to the next deadline. An hour passes in no time, and each time that the program
//! sees is exact.
//!
//! `Simulation` is such a clock with a `block_on` for one future. `sleep` is done. `block_on` is not:
//! it moves the clock on by a millisecond between any two polls, whether or not there is something
//! to do. So it takes millions of polls for an hour, and time passes while the future could go on.
//!
//! Write it so that
//!
//! - a future that was woken is polled again, and the clock stands still;
//! - otherwise the clock jumps to the next deadline, and all timers of that deadline fire;
//! - if there is no timer either, nothing will ever happen. `block_on` panics and says "deadlock".
//!
//! Look up: `BTreeMap::first_key_value`, `AtomicBool::swap` for "was it woken since I looked?".

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

/// A clock that moves only when nothing else can happen.
#[derive(Default)]
pub struct Simulation {
    now: Cell<Duration>,
    /// The timers that have not fired, by deadline.
    timers: RefCell<BTreeMap<Duration, Vec<Waker>>>,
}

/// Notes that the future was woken.
#[derive(Default)]
struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}

impl Simulation {
    /// Returns the simulated time.
    pub fn now(&self) -> Duration {
        self.now.get()
    }

    /// Ends once `duration` has passed on this clock.
    pub async fn sleep(&self, duration: Duration) {
        let end = self.now() + duration;
        let time_is_up = poll_fn(|cx| {
            if self.now() >= end {
                return Poll::Ready(());
            }
            self.timers.borrow_mut().entry(end).or_default().push(cx.waker().clone());
            Poll::Pending
        });
        time_is_up.await;
    }

    /// Runs `future` to its end.
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        let woken = Arc::new(Woken::default());
        let waker = Waker::from(Arc::clone(&woken));
        let mut cx = Context::from_waker(&waker);
        let mut future = pin!(future);
        loop {
            if let Poll::Ready(result) = future.as_mut().poll(&mut cx) {
                return result;
            }
            // TODO: move the clock only if nothing else can happen, and then far enough.
            woken.0.store(false, Ordering::SeqCst);
            self.now.set(self.now() + Duration::from_millis(1));
        }
    }
}

fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use support::{counted, must_end, yield_now};

    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    #[test]
    fn an_hour_passes_in_one_step() {
        must_end("A future sleeps. Does the clock get to its deadline?", || {
            let clock = Simulation::default();
            let (polls, future) = counted("a future that sleeps for an hour", clock.sleep(HOUR));
            clock.block_on(future);
            polls.expect(2, "once to start, and once when the time is up. How far does it move?");
            let now = clock.now();
            assert!(now == HOUR, "an hour was slept, and it is {now:?}, expected exactly {HOUR:?}");
        });
    }

    #[test]
    fn the_clock_stands_still_while_the_future_can_go_on() {
        must_end("A future has woken its task. Is it polled again?", || {
            let clock = Simulation::default();
            let (polls, future) = counted("a future that yields 5 times", async {
                for _ in 0..5 {
                    yield_now().await;
                }
            });
            clock.block_on(future);
            polls.expect(6, "each yield is one poll, and the end another one");
            let now = clock.now();
            assert!(
                now.is_zero(),
                "the future was woken at each poll, and the clock has moved to {now:?}: time may \
                 pass only when nothing else can happen"
            );
        });
    }

    #[test]
    fn a_timer_does_not_fire_while_the_future_can_go_on() {
        must_end("A future has woken its task. Is it polled again?", || {
            let clock = Simulation::default();
            let mut nap = Box::pin(clock.sleep(HOUR));
            let mut polls = 0;
            // It has a timer and is woken at once, three times.
            let future = poll_fn(|cx| {
                polls += 1;
                if polls < 4 {
                    cx.waker().wake_by_ref();
                    assert!(nap.as_mut().poll(cx).is_pending(), "the clock must stand still here");
                    return Poll::Pending;
                }
                nap.as_mut().poll(cx)
            });
            clock.block_on(counted("a future with a timer", future).1);
            assert!(clock.now() == HOUR, "it is {:?}, expected {HOUR:?}", clock.now());
        });
    }

    #[test]
    fn the_next_deadline_comes_first() {
        must_end("Futures sleep. Does the clock get to each deadline?", || {
            let clock = Simulation::default();
            let seen = RefCell::new(Vec::new());
            let nap = async |hours: u32| {
                clock.sleep(hours * HOUR).await;
                seen.borrow_mut().push((hours, clock.now().as_secs() / 3600));
            };
            let mut naps = [3, 1, 2, 1].map(|hours| Some(Box::pin(nap(hours))));
            let all = poll_fn(|cx| {
                for nap in &mut naps {
                    if nap.as_mut().is_some_and(|nap| nap.as_mut().poll(cx).is_ready()) {
                        *nap = None;
                    }
                }
                if naps.iter().all(Option::is_none) { Poll::Ready(()) } else { Poll::Pending }
            });
            clock.block_on(counted("four sleeps", all).1);
            let expected = [(1, 1), (1, 1), (2, 2), (3, 3)];
            let seen = seen.take();
            assert!(
                seen == expected,
                "sleeps of 3, 1, 2 and 1 hours ended as (sleep, hour) {seen:?}, expected \
                 {expected:?}: to which deadline does the clock move?"
            );
        });
    }

    #[test]
    fn a_deadlock_is_reported() {
        must_end("Nothing will ever happen. What does `block_on` do then?", || {
            let (_, never) = counted("a future that nothing wakes", std::future::pending::<()>());
            let run = || Simulation::default().block_on(never);
            let panic = catch_unwind(AssertUnwindSafe(run)).expect_err("it is never ready");
            let message = panic.downcast_ref::<String>().map(String::as_str);
            let message = message.or(panic.downcast_ref::<&str>().copied()).unwrap_or("");
            assert!(
                message.contains("deadlock"),
                "the future is pending, was not woken, and there is no timer. `block_on` panicked \
                 with {message:?}, expected a message with \"deadlock\""
            );
        });
    }
}
