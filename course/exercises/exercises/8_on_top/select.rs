//! `select` of two
//!
//! `select` polls two futures and ends with the first that is ready. The other one is cancelled,
//! which means dropped.
//!
//! This one awaits the first future, and asks the second one only after that. Write it so that
//!
//! - both are polled whenever `select` is polled, as long as none is ready;
//! - the first one wins if both are ready, and the second is not even polled then: its result would
//!   be lost;
//! - the loser is dropped before `select` returns, so that what it holds is free by then.
//!
//! Look up: `std::future::poll_fn`, `Poll::map`.

use std::pin::Pin;

/// A future in a box.
pub type Boxed<T> = Pin<Box<dyn Future<Output = T>>>;

/// The result of the future that was ready first.
#[derive(Debug, PartialEq, Eq)]
pub enum Either<A, B> {
    First(A),
    Second(B),
}

/// Polls both futures until one is ready.
pub async fn select<A, B>(first: Boxed<A>, second: Boxed<B>) -> Either<A, B> {
    // TODO: poll both.
    let _ = Either::<A, B>::Second;
    let _ = second;
    Either::First(first.await)
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

    use support::{Polls, Wakes, counted, must_end, own_waker, poll};

    use super::*;

    const HANGS: &str = "A poll of `select` does not return. Does it loop until a future is \
                         ready, instead of returning `Poll::Pending`?";

    /// A future that is pending until the cell says `true`.
    struct Part {
        ready: Rc<Cell<bool>>,
        polls: Polls,
        /// Shared with the future while that is not dropped.
        alive: Rc<()>,
    }

    fn part(name: &'static str) -> (Part, Boxed<&'static str>) {
        let (ready, alive) = (Rc::new(Cell::new(false)), Rc::new(()));
        let (is_ready, held) = (Rc::clone(&ready), Rc::clone(&alive));
        let wait = async move {
            poll_fn(|_| if is_ready.get() { Poll::Ready(()) } else { Poll::Pending }).await;
            drop(held);
            name
        };
        let (polls, future) = counted(name, wait);
        (Part { ready, polls, alive }, Box::pin(future))
    }

    #[track_caller]
    fn expect<T: std::fmt::Debug + PartialEq>(seen: Poll<T>, expected: Poll<T>, otherwise: &str) {
        assert!(seen == expected, "`select` returned {seen:?}, expected {expected:?}: {otherwise}");
    }

    #[test]
    fn both_are_polled_while_none_is_ready() {
        must_end(HANGS, || {
            let ((one, a), (two, b)) = (part("one"), part("two"));
            let (mut select, waker) = (Box::pin(select(a, b)), Wakes::new().waker());
            one.polls.expect(0, "`select` was not polled yet. What polls them before that?");
            for polls in 1..3 {
                let otherwise = "both are pending, so `select` is too. What does it return then?";
                expect(poll(&mut select, &waker), Poll::Pending, otherwise);
                one.polls.expect(polls, "does one poll of `select` poll each of them once?");
                two.polls.expect(polls, "does one poll of `select` poll each of them once?");
            }
        });
    }

    #[test]
    fn either_can_end_it() {
        must_end(HANGS, || {
            let waker = Wakes::new().waker();
            let ((one, a), (_two, b)) = (part("one"), part("two"));
            let mut first = Box::pin(select(a, b));
            let otherwise = "both are pending, so `select` is too. What does it return then?";
            expect(poll(&mut first, &waker), Poll::Pending, otherwise);
            one.ready.set(true);
            expect(
                poll(&mut first, &waker),
                Poll::Ready(Either::First("one")),
                "the first was ready. Is it polled whenever `select` is?",
            );

            let ((_one, a), (two, b)) = (part("one"), part("two"));
            let mut second = Box::pin(select(a, b));
            expect(poll(&mut second, &waker), Poll::Pending, otherwise);
            two.ready.set(true);
            expect(
                poll(&mut second, &waker),
                Poll::Ready(Either::Second("two")),
                "the second was ready, the first was not. Is the second polled whenever the first \
                 is pending?",
            );
        });
    }

    #[test]
    fn if_both_are_ready_the_second_is_not_polled() {
        must_end(HANGS, || {
            let ((one, a), (two, b)) = (part("one"), part("two"));
            one.ready.set(true);
            two.ready.set(true);
            let seen = poll(&mut Box::pin(select(a, b)), &Wakes::new().waker());
            expect(
                seen,
                Poll::Ready(Either::First("one")),
                "both were ready. Which of them is polled first?",
            );
            two.polls.expect(
                0,
                "the first was ready. If the second is polled as well, it ends. \
                                 What becomes of its result?",
            );
        });
    }

    #[test]
    fn the_first_is_asked_first_at_every_poll() {
        must_end(HANGS, || {
            let waker = Wakes::new().waker();
            let ((one, a), (two, b)) = (part("one"), part("two"));
            let mut select = Box::pin(select(a, b));
            let otherwise = "both are pending, so `select` is too. What does it return then?";
            expect(poll(&mut select, &waker), Poll::Pending, otherwise);
            one.ready.set(true);
            two.ready.set(true);
            expect(
                poll(&mut select, &waker),
                Poll::Ready(Either::First("one")),
                "both were ready at its second poll. Is the order there the same as at the first?",
            );
        });
    }

    #[test]
    fn the_second_is_dropped_if_it_loses() {
        must_end(HANGS, || {
            let ((one, a), (two, b)) = (part("one"), part("two"));
            let mut select = Box::pin(select(a, b));
            one.ready.set(true);
            let seen = poll(&mut select, &Wakes::new().waker());
            let otherwise = "the first was ready. Is it polled first?";
            expect(seen, Poll::Ready(Either::First("one")), otherwise);
            assert!(
                Rc::strong_count(&two.alive) == 1,
                "`select` is ready, and the second future is not dropped: what holds it?"
            );
        });
    }

    #[test]
    fn the_first_is_dropped_if_it_loses() {
        must_end(HANGS, || {
            let ((one, a), (two, b)) = (part("one"), part("two"));
            let mut select = Box::pin(select(a, b));
            two.ready.set(true);
            let seen = poll(&mut select, &Wakes::new().waker());
            expect(
                seen,
                Poll::Ready(Either::Second("two")),
                "the second was ready. Is it polled when the first is pending?",
            );
            assert!(
                Rc::strong_count(&one.alive) == 1,
                "`select` is ready, and the first future is not dropped: what holds it?"
            );
        });
    }

    #[test]
    fn both_get_the_waker_of_the_task() {
        must_end(HANGS, || {
            let wakes = Wakes::new();
            let first: Boxed<()> = Box::pin(async {
                own_waker().await.wake();
                std::future::pending().await
            });
            let second: Boxed<()> = Box::pin(async {
                own_waker().await.wake();
                std::future::pending().await
            });
            let seen = poll(&mut Box::pin(select(first, second)), &wakes.waker());
            let otherwise = "both are pending, so `select` is too. What does it return then?";
            expect(seen, Poll::Pending, otherwise);
            let otherwise = if wakes.count() < 2 {
                "each of the two has woken the task once. Do both get its waker?"
            } else {
                "each of the two has woken the task once. Does `select` wake it, too, so that it \
                 is polled again and again?"
            };
            wakes.expect(2, otherwise);
        });
    }
}
