//! A time limit for another future.

use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use super::{BoxFuture, Instant, error};
use crate::event::On;
use crate::journal::{self, micros};
use crate::on::{Loop, options};
use crate::stages::{busy, reacting, waking};
use crate::wait::{Subject, Wait};

/// Waits for `future`, but not for longer than `duration`. The loops of the stages have no such
/// function: on them this one polls `future`, then a sleep.
#[track_caller]
pub fn timeout<'a, F>(duration: Duration, future: F) -> Timeout<'a, F::Output>
where
    F: IntoFuture,
    F::IntoFuture: 'a,
{
    limited(duration, None, future)
}

/// Waits for `future`, but not past `deadline`.
#[track_caller]
pub fn timeout_at<'a, F>(deadline: Instant, future: F) -> Timeout<'a, F::Output>
where
    F: IntoFuture,
    F::IntoFuture: 'a,
{
    limited(deadline.duration_since(Instant::now()), Some(deadline), future)
}

/// At most `duration`, which is the time to `deadline` if there is one.
#[track_caller]
fn limited<'a, F>(
    duration: Duration,
    deadline: Option<Instant>,
    future: F,
) -> Timeout<'a, F::Output>
where
    F: IntoFuture,
    F::IntoFuture: 'a,
{
    let outer = Rc::new(RefCell::new(Waker::noop().clone()));
    let mut future = Box::pin(future.into_future());
    let waker = Rc::clone(&outer);
    // What `future` waits for has a label of its own, so it gets the waker without this one's.
    let mut future = poll_fn(move |_| {
        let waker = waker.borrow().clone();
        future.as_mut().poll(&mut Context::from_waker(&waker))
    });
    let limited: BoxFuture<'a, _> = match options().on {
        Loop::Jacobio => {
            let limited = match deadline.map(Instant::jacobio) {
                Some(deadline) => jacobio::time::timeout_at(deadline, future),
                None => jacobio::time::timeout(duration, future),
            };
            Box::pin(async { limited.await.map_err(|_| error::Elapsed(())) })
        }
        Loop::Tokio => {
            let limited = match deadline.map(Instant::tokio) {
                Some(deadline) => tokio::time::timeout_at(deadline, future),
                None => tokio::time::timeout(duration, future),
            };
            Box::pin(async { limited.await.map_err(|_| error::Elapsed(())) })
        }
        on => {
            let mut sleep: BoxFuture<'a, ()> = match on {
                Loop::Busy => Box::pin(busy::sleep(duration)),
                Loop::Reacting => Box::pin(reacting::sleep(duration)),
                _ => Box::pin(waking::sleep(duration)),
            };
            Box::pin(poll_fn(move |cx| match Pin::new(&mut future).poll(cx) {
                Poll::Ready(output) => Poll::Ready(Ok(output)),
                Poll::Pending => sleep.as_mut().poll(cx).map(|()| Err(error::Elapsed(()))),
            }))
        }
    };
    let on = |duration, until| On::Timeout { duration, until };
    let subject = match options().on {
        Loop::Jacobio | Loop::Tokio => {
            let duration = micros(duration);
            Subject::Known(on(duration, journal::microseconds().saturating_add(duration)))
        }
        _ => Subject::FromReading(duration, on),
    };
    Timeout { outer, limited: Wait::new(subject, limited) }
}

/// What [`timeout`] returns.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Timeout<'a, T> {
    /// The waker that this is polled with.
    outer: Rc<RefCell<Waker>>,
    limited: Wait<BoxFuture<'a, Result<T, error::Elapsed>>>,
}

impl<T> Future for Timeout<'_, T> {
    type Output = Result<T, error::Elapsed>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.outer.replace(cx.waker().clone());
        let result = Pin::new(&mut self.limited).poll(cx);
        self.outer.replace(Waker::noop().clone());
        result
    }
}
