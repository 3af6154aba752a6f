//! Time, as jacobio's and tokio's module of this name has it.

use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
pub use std::time::Duration;

use crate::event::On;
use crate::journal::{self, micros};
use crate::on::{Loop, options};
use crate::stages::{busy, waking};
use crate::wait::{Subject, Wait};

type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Replaces the clock by one that waits for nothing.
pub fn pause() {
    match options().on {
        Loop::Generators => unreachable!("generators have a clock of their own"),
        Loop::Busy => busy::pause(),
        Loop::Waking => waking::pause(),
        Loop::Jacobio => jacobio::time::pause(),
        Loop::Tokio => tokio::time::pause(),
    }
    journal::clock_paused();
}

/// Ready once `duration` has passed.
#[track_caller]
pub fn sleep(duration: Duration) -> Wait<BoxFuture<'static, ()>> {
    let on = |duration, until| On::Sleep { duration, until };
    let known = |until| Subject::Known(on(micros(duration), until));
    let (subject, future): (_, BoxFuture<'static, ()>) = match options().on {
        Loop::Generators => unreachable!("generators have a sleep of their own"),
        Loop::Busy => (Subject::FromReading(duration, on), Box::pin(busy::sleep(duration))),
        Loop::Waking => (Subject::FromReading(duration, on), Box::pin(waking::sleep(duration))),
        Loop::Jacobio => {
            let sleep = jacobio::time::sleep(duration);
            (known(journal::deadline(sleep.deadline())), Box::pin(sleep))
        }
        Loop::Tokio => {
            let sleep = tokio::time::sleep(duration);
            (known(journal::deadline(sleep.deadline())), Box::pin(sleep))
        }
    };
    Wait::new(subject, future)
}

/// Why a future gave no result.
pub mod error {
    /// The time was up.
    #[derive(Debug, PartialEq, Eq)]
    pub struct Elapsed(pub(super) ());

    impl std::fmt::Display for Elapsed {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("deadline has elapsed")
        }
    }

    impl std::error::Error for Elapsed {}
}

/// Waits for `future`, but not for longer than `duration`. The loops of the stages have no such
/// function: on them this one polls `future`, then a sleep.
#[track_caller]
pub fn timeout<'a, F>(duration: Duration, future: F) -> Timeout<'a, F::Output>
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
            let limited = jacobio::time::timeout(duration, future);
            Box::pin(async { limited.await.map_err(|_| error::Elapsed(())) })
        }
        Loop::Tokio => {
            let limited = tokio::time::timeout(duration, future);
            Box::pin(async { limited.await.map_err(|_| error::Elapsed(())) })
        }
        on => {
            let mut sleep: BoxFuture<'a, ()> = match on {
                Loop::Busy => Box::pin(busy::sleep(duration)),
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

/// A point in time on the clock of the loop.
#[derive(Clone, Copy, Debug)]
pub struct Instant(Point);

#[derive(Clone, Copy, Debug)]
enum Point {
    /// Since the stages' clock was first read.
    Stages(Duration),
    Jacobio(jacobio::time::Instant),
    Tokio(tokio::time::Instant),
}

impl Instant {
    /// The time now. On the stages' simulated clock, reading it costs time.
    pub fn now() -> Self {
        Self(match options().on {
            Loop::Jacobio => Point::Jacobio(jacobio::time::Instant::now()),
            Loop::Tokio => Point::Tokio(tokio::time::Instant::now()),
            _ => Point::Stages(crate::generators::clock::now()),
        })
    }

    /// The time from this to now.
    pub fn elapsed(&self) -> Duration {
        Self::now().duration_since(*self)
    }

    /// The time from `earlier` to this, or zero if it is later.
    pub fn duration_since(&self, earlier: Self) -> Duration {
        match (self.0, earlier.0) {
            (Point::Stages(later), Point::Stages(earlier)) => later.saturating_sub(earlier),
            (Point::Jacobio(later), Point::Jacobio(earlier)) => later.duration_since(earlier),
            (Point::Tokio(later), Point::Tokio(earlier)) => later.duration_since(earlier),
            _ => unreachable!("a program runs on one loop"),
        }
    }
}
