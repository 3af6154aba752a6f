//! A stream by hand: the solution
//!
//! The future inside is part of the stream's state, just as a future inside an `async fn` is part
//! of the state of that function. Back-pressure comes for free: nothing is fetched until it's asked
//! for.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// Yields values, and may have to wait for each.
pub trait Stream {
    type Item;

    /// Returns the next item, `None` at the end, or `Pending`.
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>>;
}

/// Fetches a page. There is one more as long as the result isn't `None`.
pub type Fetch = Pin<Box<dyn Future<Output = Option<String>>>>;

/// The pages that `fetch` returns, one after the other.
pub struct Pages<F> {
    fetch: F,
    /// The number of the page that comes next.
    number: usize,
    /// The fetch that was pending at the last poll.
    current: Option<Fetch>,
    has_ended: bool,
}

impl<F> Pages<F> {
    /// Returns a stream that has fetched nothing yet.
    pub fn new(fetch: F) -> Self {
        Self { fetch, number: 0, current: None, has_ended: false }
    }
}

impl<F: FnMut(usize) -> Fetch + Unpin> Stream for Pages<F> {
    type Item = String;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<String>> {
        let this = self.get_mut();
        if this.has_ended {
            return Poll::Ready(None);
        }
        let current = this.current.get_or_insert_with(|| (this.fetch)(this.number));
        let page = ready!(current.as_mut().poll(cx));
        this.current = None;
        this.number += 1;
        this.has_ended = page.is_none();
        Poll::Ready(page)
    }
}

fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use support::{Wakes, counted, must_end, yield_now};

    use super::*;

    const HANGS: &str = "A poll of the stream does not return. Does it loop until a page is there, \
                         instead of returning `Poll::Pending`?";

    /// A book of two pages. Each fetch yields once, and is noted.
    fn pages(log: &Rc<RefCell<Vec<usize>>>) -> Pages<impl FnMut(usize) -> Fetch + Unpin + use<>> {
        let log = Rc::clone(log);
        Pages::new(move |number| -> Fetch {
            log.borrow_mut().push(number);
            let (_, fetch) = counted("the fetch of a page", async move {
                yield_now().await;
                (number < 2).then(|| format!("page {number}"))
            });
            Box::pin(fetch)
        })
    }

    fn poll_next<S: Stream + Unpin>(stream: &mut S, wakes: &Wakes) -> Poll<Option<S::Item>> {
        Pin::new(stream).poll_next(&mut Context::from_waker(&wakes.waker()))
    }

    #[track_caller]
    fn expect_fetched(log: &Rc<RefCell<Vec<usize>>>, expected: &[usize], otherwise: &str) {
        let seen = log.borrow();
        assert!(
            *seen == expected,
            "these pages were fetched: {seen:?}, expected {expected:?}: {otherwise}"
        );
    }

    #[test]
    fn a_pending_fetch_is_kept_until_it_ends() {
        must_end(HANGS, || {
            let (log, wakes) = (Rc::default(), Wakes::new());
            let mut pages = pages(&log);
            let seen = poll_next(&mut pages, &wakes);
            assert!(seen.is_pending(), "the page wasn't there, and the poll returned {seen:?}");
            wakes.expect(1, "the fetch has woken its task. Does it get the task's waker?");
            let seen = poll_next(&mut pages, &wakes);
            let expected = Poll::Ready(Some("page 0".to_owned()));
            expect_fetched(&log, &[0], "the first poll was pending. Is its fetch kept?");
            assert!(
                seen == expected,
                "the fetch ended in its second poll. The stream returned {seen:?}, expected \
                 {expected:?}: which future does the second poll of the stream poll?"
            );
        });
    }

    #[test]
    fn a_page_is_fetched_only_when_it_is_asked_for() {
        must_end(HANGS, || {
            let (log, wakes) = (Rc::default(), Wakes::new());
            let mut pages = pages(&log);
            expect_fetched(&log, &[], "nothing was asked for. What has started a fetch?");
            for _ in 0..2 {
                let _ = poll_next(&mut pages, &wakes);
            }
            expect_fetched(&log, &[0], "one page was asked for. When does the next fetch start?");
        });
    }

    #[test]
    fn pages_come_in_order_and_end() {
        must_end(HANGS, || {
            let (log, wakes) = (Rc::default(), Wakes::new());
            let mut pages = pages(&log);
            // Each of three fetches takes two polls.
            let seen: Vec<_> = (0..6).map(|_| poll_next(&mut pages, &wakes)).collect();
            let page = |number: usize| Poll::Ready(Some(format!("page {number}")));
            let pending = Poll::Pending;
            let expected =
                [pending.clone(), page(0), pending.clone(), page(1), pending, Poll::Ready(None)];
            assert!(
                seen == expected,
                "six polls returned {seen:?}, expected {expected:?}: which page comes next, and \
                 what becomes of a fetch that has ended?"
            );
        });
    }

    #[test]
    fn after_the_end_nothing_is_fetched() {
        must_end(HANGS, || {
            let (log, wakes) = (Rc::default(), Wakes::new());
            let mut pages = pages(&log);
            for _ in 0..6 {
                let _ = poll_next(&mut pages, &wakes);
            }
            let seen = poll_next(&mut pages, &wakes);
            expect_fetched(&log, &[0, 1, 2], "the last page was `None`. What does a poll do then?");
            assert!(
                seen == Poll::Ready(None),
                "the stream was polled after its end and returned {seen:?}, expected Ready(None)"
            );
        });
    }
}
