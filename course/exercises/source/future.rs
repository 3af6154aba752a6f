//@ start
//! A future by hand
//!
//! For this function
//!
//! ```text
//! async fn add(a: Number, b: Number) -> u32 {
//!     a.await + b.await
//! }
//! ```
//!
//! the compiler writes a state machine, as you did for the generator. It can be suspended in two
//! places: inside `a` and inside `b`. `.await` is `yield from`: if the inner future is pending, the
//! outer one is pending too; if it is ready, the outer one goes on at once, with the result.
//!
//! Write that state machine. Three rules hold for every future:
//!
//! - A future that has returned `Poll::Ready` is over and must not be polled again.
//! - `cx` says which task to wake. Pass it on to the inner future, which knows what it waits for.
//! - Return `Poll::Pending` only if an inner future has just returned it. Nothing else would wake
//!   the task.
//!
//! A `Number` is a boxed future. `Pin<Box<…>>` stays where it is, as `poll` wants it: poll it with
//! `number.as_mut().poll(cx)`.
//!
//! Look up: `Future::poll`, `std::task::Poll`, `std::task::ready!`.
//@ solution
//! A future by hand: the solution
//!
//! The `loop` is what makes `.await` go on at once when the inner future is ready. Between two
//! polls the machine stands still inside one inner future, and what came before is in its fields.
//@ both

use std::pin::Pin;
//@ start
use std::task::{Context, Poll};
//@ solution
use std::task::{Context, Poll, ready};
//@ both

/// A future that returns a number.
pub type Number = Pin<Box<dyn Future<Output = u32>>>;

/// The places where `add` can be suspended.
pub enum Add {
    /// Nothing has run, or it is suspended where `a` is.
    AwaitingA { a: Number, b: Option<Number> },
//@ start
    // TODO: the other places, and what each must remember.
//@ solution
    /// Suspended where `b` is. `a` is over, and its result waits for the addition.
    AwaitingB { a: u32, b: Number },
    /// Run to its end.
    Finished,
//@ both
}

/// Returns the future of the sum. Like a call of an `async fn`, this polls nothing.
pub fn add(a: Number, b: Number) -> Add {
    Add::AwaitingA { a, b: Some(b) }
}

impl Future for Add {
    type Output = u32;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
//@ start
        // `&mut *self` is a plain reference: `Add` holds only boxes and numbers, so it may move.
        match &mut *self {
            // TODO: this returns `a` without `b`.
            Self::AwaitingA { a, b } => {
                let _ = b;
                a.as_mut().poll(cx)
//@ solution
        loop {
            // `&mut *self` is a plain reference: `Add` holds only boxes and numbers, so it may
            // move.
            match &mut *self {
                Self::AwaitingA { a, b } => {
                    // `ready!` returns `Poll::Pending` from this function, as `.await` does.
                    let a = ready!(a.as_mut().poll(cx));
                    let b = b.take().expect("it is taken once");
                    *self = Self::AwaitingB { a, b };
                }
                Self::AwaitingB { a, b } => {
                    let sum = *a + ready!(b.as_mut().poll(cx));
                    *self = Self::Finished;
                    return Poll::Ready(sum);
                }
                // What the compiler's state machine does here, too.
                Self::Finished => panic!("polled after it was ready"),
//@ both
            }
        }
    }
}

fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::future::poll_fn;
    use std::rc::Rc;

    use support::{Polls, Wakes, counted, must_end, poll};

    use super::*;

    const HANGS: &str = "A poll of `add` does not return. Does it loop until an inner future \
                         is ready, instead of returning `Poll::Pending`?";

    /// A future that is pending until the cell has a number. It wakes its task at each poll.
    fn number(name: &str, number: &Rc<Cell<Option<u32>>>) -> (Polls, Number) {
        let number = Rc::clone(number);
        let (polls, future) = counted(
            name,
            poll_fn(move |cx| {
                cx.waker().wake_by_ref();
                number.get().map_or(Poll::Pending, Poll::Ready)
            }),
        );
        (polls, Box::pin(future))
    }

    #[track_caller]
    fn expect(seen: Poll<u32>, expected: Poll<u32>, otherwise: &str) {
        assert!(seen == expected, "`add` returned {seen:?}, expected {expected:?}: {otherwise}");
    }

    #[test]
    fn it_returns_the_sum() {
        must_end(HANGS, || {
            let (_, a) = number("a", &Rc::new(Cell::new(Some(40))));
            let (_, b) = number("b", &Rc::new(Cell::new(Some(2))));
            let seen = poll(&mut add(a, b), &Wakes::new().waker());
            let otherwise = match seen {
                Poll::Pending => {
                    "both inner futures are ready, so one poll is enough. Does it go on with `b` \
                     in the same poll?"
                }
                Poll::Ready(_) => {
                    "`a` was 40 and `b` was 2. Is the result of `a` kept while it is suspended in \
                     `b`, and added?"
                }
            };
            expect(seen, Poll::Ready(42), otherwise);
        });
    }

    #[test]
    fn it_is_suspended_in_a_and_then_in_b() {
        must_end(HANGS, || {
            let (a_is, b_is) = (Rc::new(Cell::new(None)), Rc::new(Cell::new(None)));
            let (polls_of_a, a) = number("a", &a_is);
            let (polls_of_b, b) = number("b", &b_is);
            let (mut sum, waker) = (add(a, b), Wakes::new().waker());

            polls_of_a.expect(0, "a call of an `async fn` polls nothing. Does `add`?");
            let otherwise = "`a` is pending, so `add` is too. What does it return then?";
            expect(poll(&mut sum, &waker), Poll::Pending, otherwise);
            expect(poll(&mut sum, &waker), Poll::Pending, otherwise);
            polls_of_a.expect(
                2,
                "two polls of `add` found `a` pending. Does one poll of `add` poll `a` once?",
            );
            polls_of_b.expect(0, "when does `a.await + b.await` start `b`?");

            a_is.set(Some(40));
            let otherwise = "`a` is ready and `b` is pending. Where does `add` stand then?";
            expect(poll(&mut sum, &waker), Poll::Pending, otherwise);
            polls_of_b.expect(1, "`a` is ready. Does `add` go on with `b` in the same poll?");
            expect(poll(&mut sum, &waker), Poll::Pending, otherwise);

            b_is.set(Some(2));
            expect(
                poll(&mut sum, &waker),
                Poll::Ready(42),
                "`a` was 40 and `b` is 2. Is the result of `a` kept while `b` is pending?",
            );
            polls_of_a.expect(3, "it was pending twice and then ready. Is it polled after that?");
        });
    }

    #[test]
    fn the_inner_futures_get_the_waker_of_the_task() {
        must_end(HANGS, || {
            let (_, a) = number("a", &Rc::new(Cell::new(Some(40))));
            let (_, b) = number("b", &Rc::new(Cell::new(None)));
            let wakes = Wakes::new();
            let seen = poll(&mut add(a, b), &wakes.waker());
            expect(seen, Poll::Pending, "`a` is ready and `b` is pending. What does `b` return?");
            let otherwise = if wakes.count() < 2 {
                "`a` and `b` wake it once each. Do both get the `cx` of `poll`?"
            } else {
                "`a` and `b` wake it at each poll. Is one of them polled twice, or does `add` \
                 wake it, too?"
            };
            wakes.expect(2, otherwise);
        });
    }
}
