//! Ticks in equal distances.

use std::time::Duration;

pub use tokio::time::MissedTickBehavior;

use super::{BoxFuture, Instant};
use crate::event::On;
use crate::journal::{self, micros};
use crate::on::{Loop, lacks, options};
use crate::wait::{Subject, Wait};

/// How late a tick may be before it counts as missed.
const LATE: Duration = Duration::from_millis(5);

/// What [`interval`] returns.
pub struct Interval {
    inner: Inner,
    /// When the next tick is due.
    next: Instant,
}

enum Inner {
    Jacobio(jacobio::time::Interval),
    Tokio(tokio::time::Interval),
}

/// Ticks now, and then every `period`.
#[track_caller]
pub fn interval(period: Duration) -> Interval {
    let inner = match options().on {
        Loop::Jacobio => Inner::Jacobio(jacobio::time::interval(period)),
        Loop::Tokio => Inner::Tokio(tokio::time::interval(period)),
        _ => lacks("interval"),
    };
    Interval { inner, next: Instant::now() }
}

/// Ticks at `start`, and then every `period`.
#[track_caller]
pub fn interval_at(start: Instant, period: Duration) -> Interval {
    let inner = match options().on {
        Loop::Jacobio => Inner::Jacobio(jacobio::time::interval_at(start.jacobio(), period)),
        Loop::Tokio => Inner::Tokio(tokio::time::interval_at(start.tokio(), period)),
        _ => lacks("interval_at"),
    };
    Interval { inner, next: start }
}

impl Interval {
    /// Ready at the next tick, with the time at which that was due.
    #[track_caller]
    pub fn tick(&mut self) -> Wait<BoxFuture<'_, Instant>> {
        let until = match options().on {
            Loop::Jacobio => journal::deadline(self.next.jacobio()),
            _ => journal::deadline(self.next.tokio()),
        };
        let on = On::Tick { period: micros(self.period()), until };
        let tick = async {
            let due = match &mut self.inner {
                Inner::Jacobio(interval) => interval.tick().await.into(),
                Inner::Tokio(interval) => interval.tick().await.into(),
            };
            self.next = self.after(due);
            due
        };
        Wait::new(Subject::Known(on), Box::pin(tick))
    }

    /// When the tick after the one that was due at `due` is due.
    fn after(&self, due: Instant) -> Instant {
        let (now, period) = (Instant::now(), self.period());
        let late = now.duration_since(due);
        match self.missed_tick_behavior() {
            _ if late <= LATE => due + period,
            MissedTickBehavior::Burst => due + period,
            MissedTickBehavior::Delay => now + period,
            MissedTickBehavior::Skip => {
                let rest = late.as_nanos() % period.as_nanos();
                now + period - Duration::from_nanos(rest.try_into().unwrap_or_default())
            }
        }
    }

    /// The time between two ticks.
    pub fn period(&self) -> Duration {
        match &self.inner {
            Inner::Jacobio(interval) => interval.period(),
            Inner::Tokio(interval) => interval.period(),
        }
    }

    /// Starts anew: the next tick comes after a period.
    pub fn reset(&mut self) {
        match &mut self.inner {
            Inner::Jacobio(interval) => interval.reset(),
            Inner::Tokio(interval) => interval.reset(),
        }
        self.next = Instant::now() + self.period();
    }

    /// What happens when a tick is missed.
    pub fn missed_tick_behavior(&self) -> MissedTickBehavior {
        match &self.inner {
            Inner::Jacobio(interval) => match interval.missed_tick_behavior() {
                jacobio::time::MissedTickBehavior::Delay => MissedTickBehavior::Delay,
                jacobio::time::MissedTickBehavior::Skip => MissedTickBehavior::Skip,
                jacobio::time::MissedTickBehavior::Burst => MissedTickBehavior::Burst,
            },
            Inner::Tokio(interval) => interval.missed_tick_behavior(),
        }
    }

    /// Says what is to happen when a tick is missed.
    pub fn set_missed_tick_behavior(&mut self, behavior: MissedTickBehavior) {
        match &mut self.inner {
            Inner::Jacobio(interval) => interval.set_missed_tick_behavior(match behavior {
                MissedTickBehavior::Burst => jacobio::time::MissedTickBehavior::Burst,
                MissedTickBehavior::Delay => jacobio::time::MissedTickBehavior::Delay,
                MissedTickBehavior::Skip => jacobio::time::MissedTickBehavior::Skip,
            }),
            Inner::Tokio(interval) => interval.set_missed_tick_behavior(behavior),
        }
    }
}
