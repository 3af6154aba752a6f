//! Ticking.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use crate::engine::current;
use crate::time::{Duration, Instant, Sleep, capped};

/// Ticks every `period`, the first time at once.
///
/// ```
/// # use jacobio::{runtime::LocalRuntime, time::{Duration, Instant, interval, pause}};
/// # LocalRuntime::new()?.block_on(async {
/// # pause();
/// let start = Instant::now();
/// let mut interval = interval(Duration::from_millis(10));
/// interval.tick().await; // at once
/// interval.tick().await; // after 10 ms
/// interval.tick().await; // after 10 ms more
/// assert_eq!(start.elapsed(), Duration::from_millis(20));
/// # });
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Panics
///
/// If `period` is zero, and outside of a runtime.
#[track_caller]
pub fn interval(period: Duration) -> Interval {
    Interval::new("interval", Instant::now(), period)
}

/// Ticks every `period`, the first time at `start`.
///
/// # Panics
///
/// If `period` is zero, and outside of a runtime.
#[track_caller]
pub fn interval_at(start: Instant, period: Duration) -> Interval {
    Interval::new("interval_at", start, period)
}

/// What an [`Interval`] does about a tick that nobody asked for in time.
///
/// A tick counts as missed when it is asked for more than five milliseconds late, as in tokio.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MissedTickBehavior {
    /// All missed ticks come at once, until the interval has caught up.
    #[default]
    Burst,
    /// The next tick comes a period after this one, and so do all that follow.
    Delay,
    /// The next tick comes when it would have come anyway; those in between are left out.
    Skip,
}

impl MissedTickBehavior {
    /// When the tick after the one of `tick` is due, if that is asked for at `now`, too late.
    fn next(self, tick: Instant, now: Instant, period: Duration) -> Instant {
        match self {
            Self::Burst => tick + period,
            Self::Delay => now + period,
            Self::Skip => {
                let late = (now - tick).as_nanos() % period.as_nanos();
                let late = u64::try_from(late).expect("at most thirty years: periods are capped");
                now + period.saturating_sub(Duration::from_nanos(late))
            }
        }
    }
}

/// What [`interval`] and [`interval_at`] return. Dropping it ends the ticking.
#[derive(Debug)]
pub struct Interval {
    sleep: Pin<Box<Sleep>>,
    period: Duration,
    missed_tick_behavior: MissedTickBehavior,
}

impl Interval {
    #[track_caller]
    fn new(call: &str, start: Instant, period: Duration) -> Self {
        assert!(!period.is_zero(), "`period` must be non-zero.");
        Self {
            sleep: Box::pin(Sleep::new(current::event_loop(call), start)),
            period: capped(period),
            missed_tick_behavior: MissedTickBehavior::default(),
        }
    }

    /// Waits for the next tick, and tells when it was due.
    ///
    /// Cancel safe: if something else is ready first, no tick is lost.
    pub async fn tick(&mut self) -> Instant {
        poll_fn(|cx| self.poll_tick(cx)).await
    }

    /// Polls for the next tick. The task that polled last is woken for it.
    pub fn poll_tick(&mut self, cx: &mut Context<'_>) -> Poll<Instant> {
        ready!(self.sleep.as_mut().poll(cx));
        let tick = self.sleep.deadline();
        let now = Instant::now();
        let next = if now > tick + Duration::from_millis(5) {
            self.missed_tick_behavior.next(tick, now, self.period)
        } else {
            tick + self.period
        };
        self.sleep.as_mut().reset(next);
        Poll::Ready(tick)
    }

    /// The next tick comes a period from now.
    pub fn reset(&mut self) {
        self.reset_at(Instant::now() + self.period);
    }

    /// The next tick comes at once.
    pub fn reset_immediately(&mut self) {
        self.reset_at(Instant::now());
    }

    /// The next tick comes after `after`.
    pub fn reset_after(&mut self, after: Duration) {
        self.reset_at(Instant::now() + capped(after));
    }

    /// The next tick comes at `deadline`.
    pub fn reset_at(&mut self, deadline: Instant) {
        self.sleep.as_mut().reset(deadline);
    }

    /// What it does about missed ticks: [`MissedTickBehavior::Burst`], unless it was told otherwise.
    pub fn missed_tick_behavior(&self) -> MissedTickBehavior {
        self.missed_tick_behavior
    }

    /// Sets what it does about missed ticks.
    pub fn set_missed_tick_behavior(&mut self, behavior: MissedTickBehavior) {
        self.missed_tick_behavior = behavior;
    }

    /// The time from one tick to the next.
    pub fn period(&self) -> Duration {
        self.period
    }
}
