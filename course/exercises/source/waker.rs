//@ start
//! A waker by hand
//!
//! `block_on` runs one future to its end on the current thread. This one polls it again and again
//! and burns a core. It should poll only when there is a reason: poll, wait until the waker is
//! used, poll again.
//!
//! A waker is what a future leaves where its event will happen. It may be used from any thread,
//! early, late, or never. Here it has one thing to do: to end the wait of the thread that runs
//! `block_on`.
//!
//! The standard library has the wait: `thread::park` waits until some thread calls `unpark` on the
//! handle of this one. An `unpark` that comes first is remembered, so that the next `park` returns
//! at once. And `park` may return for no reason: what counts is what the next poll says.
//!
//! Look up: `std::task::Wake` (a safe way to make a waker: an `Arc` of your type), `Waker::from`,
//! `thread::current`, `thread::park`, `Thread::unpark`.
//@ solution
//! A waker by hand: the solution
//!
//! The waker knows the thread that waits. `park` stands in the loop after the poll: whatever makes
//! it return, the future is polled again and says whether it can go on.
//@ both

use std::pin::pin;
//@ start
use std::task::{Context, Poll, Waker};

// TODO: a type that implements `Wake`. What must it know?
//@ solution
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

/// Ends the wait of a thread.
struct ThreadWaker(Thread);

impl Wake for ThreadWaker {
    fn wake(self: Arc<Self>) {
        // If the thread is not parked yet, its next `park` returns at once. So nothing is lost
        // between the poll and the `park`.
        self.0.unpark();
    }
}
//@ both

/// Runs `future` to its end. The thread waits while the future does.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
//@ start
    // TODO: a waker that does something, and a wait.
    let mut cx = Context::from_waker(Waker::noop());
//@ solution
    // The handle of this thread is taken here: `wake` runs on whichever thread uses the waker.
    let waker = Waker::from(Arc::new(ThreadWaker(thread::current())));
    let mut cx = Context::from_waker(&waker);
//@ both
    loop {
        if let Poll::Ready(result) = future.as_mut().poll(&mut cx) {
            return result;
        }
//@ solution
        thread::park();
//@ both
    }
}

fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use std::future::{poll_fn, ready};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;
    use std::time::Duration;

    use support::{counted, must_end, this_thread};

    use super::*;

    #[test]
    fn it_returns_the_result() {
        must_end("The future is ready at once. Does `block_on` poll it before it waits?", || {
            let (polls, future) = counted("a ready future", ready(42));
            let seen = block_on(future);
            assert!(
                seen == 42,
                "`block_on` returned {seen}, expected 42: does it return what the poll has \
                 returned?"
            );
            polls.expect(1, "it was ready at once. Is it polled again after that?");
        });
    }

    #[test]
    fn a_wake_up_during_the_poll_is_not_lost() {
        let if_not = "The future has woken its task while it was polled. Does the waker in `cx` \
                      end the wait, even if it is used before the wait has begun?";
        must_end(if_not, || {
            let mut yields = 3;
            let (polls, future) = counted(
                "a future that yields 3 times",
                poll_fn(move |cx| {
                    if yields == 0 {
                        return Poll::Ready(());
                    }
                    yields -= 1;
                    cx.waker().wake_by_ref();
                    Poll::Pending
                }),
            );
            block_on(future);
            polls.expect(4, "each yield is one poll, and the end another one. What ends the wait?");
        });
    }

    /// A future that another thread wakes, a little after this thread has begun to wait.
    fn another_thread() -> impl Future<Output = ()> {
        let event = Arc::new(AtomicBool::new(false));
        let mut started = false;
        poll_fn(move |cx| {
            if event.load(Ordering::SeqCst) {
                return Poll::Ready(());
            }
            if !started {
                started = true;
                let (event, waker) = (Arc::clone(&event), cx.waker().clone());
                let this_thread = this_thread();
                thread::spawn(move || {
                    // A thread that looks again and again is polled often in that time.
                    this_thread.after_it_waits(Duration::from_millis(50));
                    event.store(true, Ordering::SeqCst);
                    waker.wake();
                });
            }
            Poll::Pending
        })
    }

    #[test]
    fn another_thread_ends_the_wait() {
        let if_not = "A future waits for another thread, which uses the waker when this one \
                      waits.\n- Does the waker wake the right thread, the one that runs \
                      `block_on`?\n- Does that thread wait between two polls, or does it spin \
                      without a poll?";
        must_end(if_not, || {
            let (polls, future) =
                counted("a future that waits for another thread", another_thread());
            block_on(future);
            polls.expect(2, "it was woken once. Does the thread wait until then?");
        });
    }

    #[test]
    fn a_park_that_returns_for_no_reason_is_harmless() {
        let if_not = "`park` has returned for no reason before.\n- Is the future polled and \
                      waited for again, until it is ready?\n- Does the waker wake the right \
                      thread?\n- Does that thread wait between two polls?";
        must_end(if_not, || {
            // This makes the next `park` return at once.
            thread::current().unpark();
            block_on(another_thread());
        });
    }

    #[test]
    fn a_waker_may_be_used_after_the_end() {
        must_end("Does a late wake-up block?", || {
            let waker = block_on(poll_fn(|cx| Poll::Ready(cx.waker().clone())));
            waker.wake_by_ref();
            let late = thread::spawn(|| waker.wake()).join();
            assert!(
                late.is_ok(),
                "a wake-up after the end of `block_on` has panicked, expected that it does \
                 nothing: which call fails then?"
            );
        });
    }
}
