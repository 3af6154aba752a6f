//@ start
//! A paused clock
//!
//! A test of a program that sleeps for an hour must not take an hour. So jacobio and tokio have a
//! clock that can be paused. It stands still as long as a task can go on. When nothing can go on
//! any more, it jumps to the next deadline. An hour takes a moment, and whenever the program reads
//! the clock, the time is exact.
//!
//! `Simulation` is such a clock with a `block_on` for one future. `sleep` is done. `block_on` is
//! not: it moves the clock on by a millisecond between any two polls, whether or not there is
//! something to do. So it takes millions of polls for an hour, and time passes while the future
//! could go on.
//!
//! Write it so that
//!
//! - a future that was woken is polled again, and the clock stands still;
//! - otherwise the clock jumps to the next deadline, and all timers of that deadline fire: each
//!   waker is used, while the timers are not borrowed, since a task that is woken may sleep again;
//! - if no timer is left either, nothing will ever happen. `block_on` panics and says "deadlock".
//!
//! Look up: `BTreeMap::first_key_value`, `AtomicBool::swap` for "was it woken since I looked?".
//@ solution
//! A paused clock: the solution
//!
//! `swap` asks and resets in one step: a wake-up during the poll counts, and counts once. Only if
//! there was none may the clock move.
//@ both

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
//@ start
            // TODO: move the clock only if nothing else can happen, and then far enough.
            woken.0.store(false, Ordering::SeqCst);
            self.now.set(self.now() + Duration::from_millis(1));
        }
//@ solution
            while !woken.0.swap(false, Ordering::SeqCst) {
                self.jump();
            }
        }
    }

    /// Moves the clock to the next deadline, and fires the timers there. They wake the future, so
    /// it is polled next.
    fn jump(&self) {
        let next = self.timers.borrow_mut().pop_first();
        let (deadline, wakers) = next.expect("deadlock: no task is ready, and no timer is set");
        self.now.set(deadline);
        wakers.into_iter().for_each(Waker::wake);
//@ both
    }
}

fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::rc::Rc;

    use support::{PolledAtOnce, Wakes, counted, must_end, poll, yield_now};

    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    #[test]
    fn an_hour_passes_in_one_step() {
        let if_not = "A future sleeps. Does the clock move on when the future was not woken, and \
                      as far as the deadline?";
        must_end(if_not, || {
            let clock = Simulation::default();
            let (polls, future) = counted("a future that sleeps for an hour", clock.sleep(HOUR));
            clock.block_on(future);
            polls.expect(
                2,
                "once to start, and once when the time is up. How far does the clock move?",
            );
            let now = clock.now();
            assert!(
                now == HOUR,
                "an hour was slept, and it is {now:?}, expected exactly {HOUR:?}: how far does the \
                 clock move?"
            );
        });
    }

    #[test]
    fn each_sleep_takes_one_poll() {
        must_end("Ten sleeps follow each other. Does the clock move on after each?", || {
            let clock = Simulation::default();
            let (polls, future) = counted("a future that sleeps ten times", async {
                for _ in 0..10 {
                    clock.sleep(HOUR).await;
                }
            });
            clock.block_on(future);
            polls.expect(
                11,
                "once to start, and once after each sleep. Is it polled again without a new \
                 wake-up?",
            );
        });
    }

    #[test]
    fn a_later_timer_does_not_fire() {
        must_end("Two sleeps have two deadlines. Does the clock get to the first?", || {
            let (clock, later) = (Simulation::default(), Wakes::new());
            let mut other = Box::pin(clock.sleep(2 * HOUR));
            assert!(
                poll(&mut other, &later.waker()).is_pending(),
                "a sleep of two hours was over at its first poll: is `sleep` as it was?"
            );
            clock.block_on(clock.sleep(HOUR));
            later.expect(0, "it sleeps for two hours, and one has passed. Which timers fire?");
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
            polls.expect(
                6,
                "each yield is one poll, and the end another one. What asks for a poll?",
            );
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
                    assert!(
                        nap.as_mut().poll(cx).is_pending(),
                        "a sleep was over although the future had just woken its task: the clock \
                         must stand still here. When may it move?"
                    );
                    return Poll::Pending;
                }
                nap.as_mut().poll(cx)
            });
            clock.block_on(counted("a future with a timer", future).1);
            assert!(
                clock.now() == HOUR,
                "a future slept for an hour, and it is {:?}, expected exactly {HOUR:?}: when does \
                 the clock move, and how far?",
                clock.now()
            );
        });
    }

    #[test]
    fn the_next_deadline_comes_first() {
        let if_not = "Futures sleep. Does a timer that has fired leave the map, so that the clock \
                      gets to the next deadline?";
        must_end(if_not, || {
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
    fn all_timers_of_a_deadline_fire() {
        must_end("Three sleeps have one deadline. Does the clock get there?", || {
            let clock = Simulation::default();
            let mut sleeps = [(); 3].map(|()| Box::pin(clock.sleep(HOUR)));
            let [own, one, two] = &mut sleeps;
            // Two of them belong to other tasks, as on an executor with more than one.
            let (first, second) = (Wakes::new(), Wakes::new());
            let all = poll_fn(|cx| {
                let end = own.as_mut().poll(cx);
                assert!(
                    end.is_ready()
                        || poll(one, &first.waker()).is_pending()
                            && poll(two, &second.waker()).is_pending(),
                    "a sleep of an hour was over at its first poll: is `sleep` as it was?"
                );
                end
            });
            clock.block_on(counted("three sleeps", all).1);
            for wakes in [first, second] {
                wakes.expect(
                    1,
                    "it sleeps until the deadline to which the clock has moved. Are all wakers of \
                     that deadline used?",
                );
            }
        });
    }

    #[test]
    fn a_task_that_is_woken_may_sleep_again() {
        must_end("Two sleeps have one deadline. Does the clock get there?", || {
            let clock = Rc::new(Simulation::default());
            let task = PolledAtOnce::new({
                let clock = Rc::clone(&clock);
                async move {
                    clock.sleep(HOUR).await;
                    // It must be possible to set a timer here.
                    assert!(
                        poll(&mut Box::pin(clock.sleep(HOUR)), Waker::noop()).is_pending(),
                        "a sleep of an hour was over at its first poll: is `sleep` as it was?"
                    );
                }
            });
            task.must_be_woken_by(
                || clock.block_on(clock.sleep(HOUR)),
                "it sets a timer there. Has the borrow of the timers ended when a waker is used, \
                 and is the clock moved before?",
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
                "the future is pending, was not woken, and no timer is set. `block_on` panicked \
                 with {message:?}, expected a message with \"deadlock\": which line panics, and \
                 with what?"
            );
        });
    }
}
