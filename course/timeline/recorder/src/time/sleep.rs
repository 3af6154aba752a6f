//! A sleep.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use super::{BoxFuture, Instant};
use crate::event::On;
use crate::journal::{self, micros};
use crate::on::{Loop, lacks, options};
use crate::stages::{busy, reacting, waking};
use crate::wait::{Subject, Wait};

/// What [`sleep`] returns.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Sleep(Wait<Inner>);

/// The sleep of the loop.
enum Inner {
    Stages(BoxFuture<'static, ()>),
    Jacobio(Pin<Box<jacobio::time::Sleep>>),
    Tokio(Pin<Box<tokio::time::Sleep>>),
}

fn on(duration: u64, until: u64) -> On {
    On::Sleep { duration, until }
}

/// Ready once `duration` has passed.
#[track_caller]
pub fn sleep(duration: Duration) -> Sleep {
    new(
        duration,
        match options().on {
            Loop::Generators => unreachable!("generators have a sleep of their own"),
            Loop::Busy => Inner::Stages(Box::pin(busy::sleep(duration))),
            Loop::Waking => Inner::Stages(Box::pin(waking::sleep(duration))),
            Loop::Reacting => Inner::Stages(Box::pin(reacting::sleep(duration))),
            Loop::Jacobio => Inner::Jacobio(Box::pin(jacobio::time::sleep(duration))),
            Loop::Tokio => Inner::Tokio(Box::pin(tokio::time::sleep(duration))),
        },
    )
}

/// Ready once `deadline` has come. The loops of the stages have no such function: on them this one
/// sleeps for the time that is left.
#[track_caller]
pub fn sleep_until(deadline: Instant) -> Sleep {
    let duration = deadline.duration_since(Instant::now());
    match options().on {
        Loop::Jacobio => {
            let sleep = jacobio::time::sleep_until(deadline.jacobio());
            new(duration, Inner::Jacobio(Box::pin(sleep)))
        }
        Loop::Tokio => {
            let sleep = tokio::time::sleep_until(deadline.tokio());
            new(duration, Inner::Tokio(Box::pin(sleep)))
        }
        _ => sleep(duration),
    }
}

#[track_caller]
fn new(duration: Duration, inner: Inner) -> Sleep {
    let subject = match inner.deadline() {
        Some(until) => Subject::Known(on(micros(duration), until)),
        None => Subject::FromReading(duration, on),
    };
    Sleep(Wait::new(subject, inner))
}

impl Inner {
    /// As a time of the run. `None` on the loops of the stages, which know it once it is polled.
    fn deadline(&self) -> Option<u64> {
        match self {
            Self::Stages(_) => None,
            Self::Jacobio(sleep) => Some(journal::deadline(sleep.deadline())),
            Self::Tokio(sleep) => Some(journal::deadline(sleep.deadline())),
        }
    }
}

impl Sleep {
    /// When it ends.
    pub fn deadline(&self) -> Instant {
        match self.0.future() {
            Inner::Stages(_) => lacks("Sleep::deadline"),
            Inner::Jacobio(sleep) => sleep.deadline().into(),
            Inner::Tokio(sleep) => sleep.deadline().into(),
        }
    }

    /// Whether its deadline has come.
    pub fn is_elapsed(&self) -> bool {
        match self.0.future() {
            Inner::Stages(_) => lacks("Sleep::is_elapsed"),
            Inner::Jacobio(sleep) => sleep.is_elapsed(),
            Inner::Tokio(sleep) => sleep.is_elapsed(),
        }
    }

    /// Moves its deadline.
    pub fn reset(self: Pin<&mut Self>, deadline: Instant) {
        let duration = deadline.duration_since(Instant::now());
        let this = self.get_mut();
        match this.0.future_mut() {
            Inner::Stages(_) => lacks("Sleep::reset"),
            Inner::Jacobio(sleep) => sleep.as_mut().reset(deadline.jacobio()),
            Inner::Tokio(sleep) => sleep.as_mut().reset(deadline.tokio()),
        }
        let until = this.0.future().deadline().unwrap_or_default();
        this.0.changes(on(micros(duration), until));
    }
}

impl Future for Sleep {
    type Output = ();

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        Pin::new(&mut self.0).poll(cx)
    }
}

impl Future for Inner {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        match &mut *self {
            Self::Stages(sleep) => sleep.as_mut().poll(cx),
            Self::Jacobio(sleep) => sleep.as_mut().poll(cx),
            Self::Tokio(sleep) => sleep.as_mut().poll(cx),
        }
    }
}
