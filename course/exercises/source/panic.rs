//@ start
//! Panic isolation
//!
//! In the course's own loops a task that panics ends the loop, and with it all other tasks. A
//! runtime for servers can't have that: one request that fails must not end the others. So it
//! catches the panic where it polls the task, and the join handle returns it as an error.
//!
//! Write `isolate`, which wraps a future so that its panic becomes an `Err`:
//!
//! - A panic in any poll is caught, not only in the first one.
//! - The payload of the panic is kept as it is, so that the caller can look at it, or panic with it
//!   again.
//! - A future that has panicked is broken. It is not polled again, and it is dropped before the
//!   error is returned, so that what it holds is free by then.
//!
//! Look up: `std::panic::catch_unwind` and `AssertUnwindSafe`, which says that you know about
//! half-changed values: here nothing looks at the future after its panic.
//@ solution
//! Panic isolation: the solution
//!
//! `catch_unwind` stands around each poll. The future is in an `Option`, so that it can be dropped
//! as soon as it has ended, be it with a panic. What if that drop panics, too? Tokio and jacobio
//! catch that as well; it is left out here.
//@ both

use std::any::Any;
//@ solution
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::{Poll, ready};
//@ both

/// What a panic was called with.
pub type Payload = Box<dyn Any + Send>;

/// Runs `future` to its end. Returns the payload of its panic, if there is one.
pub async fn isolate<F: Future>(future: F) -> Result<F::Output, Payload> {
//@ start
    // TODO: this lets the panic through.
    Ok(future.await)
//@ solution
    let mut future = Some(Box::pin(future));
    let guarded = poll_fn(|cx| {
        let running = future.as_mut().expect("it is not polled after its end");
        let result = match catch_unwind(AssertUnwindSafe(|| running.as_mut().poll(cx))) {
            Ok(poll) => Ok(ready!(poll)),
            Err(payload) => Err(payload),
        };
        future = None;
        Poll::Ready(result)
    });
    guarded.await
//@ both
}

fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::rc::Rc;
    use std::task::Poll;

    use stage4_await::waking::{LocalRuntime, spawn_local};
    use support::{Wakes, counted, must_end, poll, yield_now};

    use super::*;

    const HANGS: &str = "A poll of `isolate` does not return. Does it loop until the future \
                         has ended, instead of returning `Poll::Pending`?";

    /// Polls `future` until it ends. Fails with a message if a panic comes out.
    #[track_caller]
    fn run<T>(future: impl Future<Output = T>) -> T {
        let mut future = Box::pin(future);
        for _ in 0..10 {
            let seen = catch_unwind(AssertUnwindSafe(|| poll(&mut future, &Wakes::new().waker())));
            match seen {
                Ok(Poll::Ready(result)) => return result,
                Ok(Poll::Pending) => {}
                Err(_) => panic!(
                    "a panic came out of `isolate`: is each poll of the future guarded, and what \
                     is done with the panic that was caught?"
                ),
            }
        }
        panic!(
            "`isolate` was pending 10 times, and its future ends in two polls: what does `isolate` \
             return when the future has panicked, and when it is ready?"
        );
    }

    #[test]
    fn a_result_comes_through() {
        must_end(HANGS, || {
            let (polls, future) = counted("the future", async {
                yield_now().await;
                42
            });
            let seen = run(isolate(future));
            assert!(
                matches!(seen, Ok(42)),
                "the future has returned 42, and `isolate` returned {seen:?}, expected Ok(42): is \
                 the result passed on?"
            );
            polls.expect(2, "it was pending once. Is it polled once at each poll of `isolate`?");
        });
    }

    #[test]
    fn a_panic_in_the_first_poll_is_caught() {
        must_end(HANGS, || {
            let result = run(isolate(async { panic!("on purpose") }));
            let result: Result<(), Payload> = result;
            assert!(
                result.is_err(),
                "the future has panicked, and `isolate` returned Ok: what does it do with the \
                 payload?"
            );
        });
    }

    #[test]
    fn a_panic_in_a_later_poll_is_caught() {
        must_end(HANGS, || {
            let result: Result<(), Payload> = run(isolate(async {
                yield_now().await;
                panic!("on purpose");
            }));
            assert!(
                result.is_err(),
                "the future has panicked, and `isolate` returned Ok: what does it do with the \
                 payload?"
            );
        });
    }

    #[test]
    fn the_payload_is_kept() {
        must_end(HANGS, || {
            let result: Result<(), Payload> = run(isolate(async { std::panic::panic_any(42_u32) }));
            let payload =
                result.expect_err("the future has panicked: what does `isolate` return then?");
            assert!(
                payload.downcast_ref() == Some(&42_u32),
                "the panic had the payload 42, and the error has another one: is it passed on as \
                 it is?"
            );
        });
    }

    #[test]
    fn the_future_is_dropped_before_the_error_is_returned() {
        must_end(HANGS, || {
            let alive = Rc::new(());
            let held = Rc::clone(&alive);
            let (polls, future) = counted("the future", poll_twice(held));
            let (mut isolated, wakes) = (Box::pin(isolate(future)), Wakes::new());
            let seen = poll(&mut isolated, &wakes.waker());
            assert!(
                seen.is_pending(),
                "the future was pending in its first poll, and `isolate` returned {seen:?}, \
                 expected Pending: does one poll of `isolate` poll the future once?"
            );
            wakes.expect(0, "the future has not woken it. Does `isolate`?");
            let seen = catch_unwind(AssertUnwindSafe(|| poll(&mut isolated, &wakes.waker())));
            assert!(
                matches!(seen, Ok(Poll::Ready(Err(_)))),
                "the second poll of the future has panicked, and `isolate` did not return an \
                 error: is each poll guarded, and what does `isolate` return after a panic?"
            );
            polls.expect(2, "its second poll panics. Is it polled again after that?");
            assert!(
                Rc::strong_count(&alive) == 1,
                "`isolate` has returned the error, and the future is not dropped: what holds it?"
            );
        });
    }

    /// Panics in its second poll, and holds `held` even then.
    fn poll_twice(held: Rc<()>) -> impl Future<Output = ()> {
        let mut polls = 0;
        std::future::poll_fn(move |_| {
            let _ = &held;
            polls += 1;
            assert!(polls < 2, "on purpose");
            Poll::Pending
        })
    }

    #[test]
    fn the_other_tasks_go_on() {
        let if_not = "A task has woken itself, inside `isolate`. Does the future get the `cx` of \
                      its task?";
        must_end(if_not, || {
            let runtime = LocalRuntime::new().expect("it never fails");
            let run = || {
                runtime.block_on(async {
                    let broken = spawn_local(isolate(async {
                        yield_now().await;
                        panic!("on purpose");
                    }));
                    let healthy = spawn_local(async {
                        yield_now().await;
                        yield_now().await;
                        42
                    });
                    let (Ok(broken), Ok(healthy)) = (broken.await, healthy.await);
                    let broken: Result<(), Payload> = broken;
                    (broken.is_err(), healthy)
                })
            };
            let seen = catch_unwind(AssertUnwindSafe(run));
            assert!(
                seen.is_ok(),
                "one task has panicked, and that has ended the event loop: is each poll guarded, \
                 and what is done with the panic that was caught?"
            );
            let (is_err, healthy) = seen.expect("no panic");
            assert!(
                is_err,
                "one task has panicked, and its handle returned Ok: what does `isolate` return?"
            );
            assert!(
                healthy == 42,
                "beside a task that has panicked another one returned {healthy}, expected 42: does \
                 it still run to its end?"
            );
        });
    }
}
