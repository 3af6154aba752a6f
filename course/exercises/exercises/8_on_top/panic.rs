//! Panic isolation
//!
//! In the course's own loops a task that panics ends the loop, and with it all other tasks. A
//! runtime for servers can't have that: one request that fails must not end the others. So it catches
//! the panic where it polls the task, and the join handle returns it as an error.
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

use std::any::Any;

/// What a panic was called with.
pub type Payload = Box<dyn Any + Send>;

/// Runs `future` to its end. Returns the payload of its panic, if there is one.
pub async fn isolate<F: Future>(future: F) -> Result<F::Output, Payload> {
    // TODO: this lets the panic through.
    Ok(future.await)
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

    /// Polls `future` until it ends. Fails with a message if a panic comes out.
    #[track_caller]
    fn run<T>(future: impl Future<Output = T>) -> T {
        let mut future = Box::pin(future);
        for _ in 0..10 {
            let seen = catch_unwind(AssertUnwindSafe(|| poll(&mut future, &Wakes::new().waker())));
            match seen {
                Ok(Poll::Ready(result)) => return result,
                Ok(Poll::Pending) => {}
                Err(_) => panic!("a panic came out of `isolate`: is each poll guarded?"),
            }
        }
        panic!("`isolate` was pending 10 times: what does it return after a panic?");
    }

    #[test]
    fn a_result_comes_through() {
        must_end("Does `poll` return?", || {
            let (polls, future) = counted("the future", async {
                yield_now().await;
                42
            });
            assert!(matches!(run(isolate(future)), Ok(42)), "the future has returned 42");
            polls.expect(2, "it was pending once");
        });
    }

    #[test]
    fn a_panic_in_the_first_poll_is_caught() {
        must_end("Does `poll` return?", || {
            let result = run(isolate(async { panic!("on purpose") }));
            let result: Result<(), Payload> = result;
            assert!(result.is_err(), "the future has panicked, and `isolate` returned Ok");
        });
    }

    #[test]
    fn a_panic_in_a_later_poll_is_caught() {
        must_end("Does `poll` return?", || {
            let result: Result<(), Payload> = run(isolate(async {
                yield_now().await;
                panic!("on purpose");
            }));
            assert!(result.is_err(), "the future has panicked, and `isolate` returned Ok");
        });
    }

    #[test]
    fn the_payload_is_kept() {
        must_end("Does `poll` return?", || {
            let result: Result<(), Payload> = run(isolate(async { std::panic::panic_any(42_u32) }));
            let payload = result.expect_err("the future has panicked");
            assert!(
                payload.downcast_ref() == Some(&42_u32),
                "the panic had the payload 42, and the error has another one: is it passed on as \
                 it is?"
            );
        });
    }

    #[test]
    fn the_future_is_dropped_before_the_error_is_returned() {
        must_end("Does `poll` return?", || {
            let alive = Rc::new(());
            let held = Rc::clone(&alive);
            let (polls, future) = counted("the future", poll_twice(held));
            let mut isolated = Box::pin(isolate(future));
            let waker = Wakes::new().waker();
            assert!(poll(&mut isolated, &waker).is_pending(), "it panics in its second poll");
            let seen = catch_unwind(AssertUnwindSafe(|| poll(&mut isolated, &waker)));
            assert!(matches!(seen, Ok(Poll::Ready(Err(_)))), "its second poll panics");
            polls.expect(2, "the second poll panics. Is it polled again?");
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
        must_end("Does the loop go on after a panic?", || {
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
            assert!(seen.is_ok(), "one task has panicked, and that has ended the event loop");
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
