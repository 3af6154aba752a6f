//! `join_all`
//!
//! Three sleeps of one second take three seconds if they are awaited one after the other, and one
//! second if they are joined: Python's `asyncio.gather`. This `join_all` awaits one after the
//! other: it doesn't poll the second future before the first has ended.
//!
//! Write one that polls all of them whenever it is polled, on the task that it is awaited on. No
//! task is spawned. Three things make it right:
//!
//! - It is ready when all are, and returns the results in the order of the futures, whatever order
//!   they end in.
//! - A future that has ended is not polled again. Its result has to be kept meanwhile.
//! - If some are pending, it is pending too. It does not loop until they are ready, and it does
//!   not wake the task: the futures do that, since each is polled with the `cx` of the task.
//!
//! Look up: `std::future::poll_fn`, which makes a future of a closure, `Option::take`.

use std::pin::Pin;

/// A future in a box, so that futures of different types fit into one list.
pub type Boxed<T> = Pin<Box<dyn Future<Output = T>>>;

/// Polls all `futures` and returns their results, in the order of the futures.
pub async fn join_all<T>(futures: Vec<Boxed<T>>) -> Vec<T> {
    // TODO: poll all of them, not one after the other.
    let mut results = Vec::new();
    for future in futures {
        results.push(future.await);
    }
    results
}

fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::future::poll_fn;
    use std::rc::Rc;
    use std::task::Poll;

    use support::{Polls, Wakes, counted, must_end, own_waker, poll, yield_now};

    use super::{Boxed, join_all};

    const HANGS: &str = "A poll of `join_all` does not return. Does it loop until all futures \
                         are ready, instead of returning `Poll::Pending`?";

    /// A future that is pending until the cell says `true`, and then returns `name`.
    struct Part {
        ready: Rc<Cell<bool>>,
        polls: Polls,
    }

    fn part(name: &'static str) -> (Part, Boxed<&'static str>) {
        let ready = Rc::new(Cell::new(false));
        let is_ready = Rc::clone(&ready);
        let (polls, future) = counted(
            name,
            poll_fn(move |_| if is_ready.get() { Poll::Ready(name) } else { Poll::Pending }),
        );
        (Part { ready, polls }, Box::pin(future))
    }

    #[test]
    fn of_nothing_it_is_ready_at_once() {
        must_end(HANGS, || {
            let mut all = Box::pin(join_all::<u32>(Vec::new()));
            let seen = poll(&mut all, &Wakes::new().waker());
            assert!(
                seen == Poll::Ready(Vec::new()),
                "`join_all` of no futures returned {seen:?}, expected Ready([]): what does it wait \
                 for?"
            );
        });
    }

    #[test]
    fn the_first_poll_polls_all() {
        must_end(HANGS, || {
            let ((one, a), (two, b), (three, c)) = (part("one"), part("two"), part("three"));
            let mut all = Box::pin(join_all(vec![a, b, c]));
            one.polls.expect(0, "`join_all` was not polled yet. What polls them before that?");
            let seen = poll(&mut all, &Wakes::new().waker());
            assert!(
                seen == Poll::Pending,
                "`join_all` returned {seen:?}, expected Pending: none of the futures is ready. \
                 When is `join_all`?"
            );
            for part in [one, two, three] {
                part.polls.expect(1, "does each future get a poll, although others are pending?");
            }
        });
    }

    #[test]
    fn the_results_come_in_the_order_of_the_futures() {
        must_end(HANGS, || {
            let ((one, a), (two, b), (three, c)) = (part("one"), part("two"), part("three"));
            let (mut all, waker) = (Box::pin(join_all(vec![a, b, c])), Wakes::new().waker());
            for part in [&three, &one] {
                part.ready.set(true);
                let seen = poll(&mut all, &waker);
                assert!(
                    seen.is_pending(),
                    "`join_all` returned {seen:?} while `two` was pending: is it ready only when \
                     all are?"
                );
            }
            two.ready.set(true);
            let seen = poll(&mut all, &waker);
            let expected = Poll::Ready(vec!["one", "two", "three"]);
            assert!(
                seen == expected,
                "`join_all` returned {seen:?}, expected {expected:?}: they ended in another order. \
                 Where is a result kept until all are there?"
            );
            two.polls.expect(3, "it was pending twice and then ready. Is it polled at each poll?");
        });
    }

    #[test]
    fn the_futures_wake_the_task_that_awaits_them() {
        must_end(HANGS, || {
            let futures: Vec<Boxed<()>> = vec![
                Box::pin(async {
                    own_waker().await.wake();
                    yield_now().await;
                }),
                Box::pin(std::future::pending()),
            ];
            let (mut all, wakes) = (Box::pin(join_all(futures)), Wakes::new());
            let seen = poll(&mut all, &wakes.waker());
            assert!(
                seen.is_pending(),
                "`join_all` returned {seen:?}, expected Pending: the second future is never ready"
            );
            let otherwise = if wakes.count() < 2 {
                "the first future has woken it twice. Do the futures get the `cx` of the task?"
            } else {
                "the first future has woken it twice. Does `join_all` wake it, too, so that it is \
                 polled again and again?"
            };
            wakes.expect(2, otherwise);
        });
    }
}
