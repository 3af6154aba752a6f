//! Intervals: ticks at a fixed distance.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use crate::engine::current;
use crate::time::{Duration, Instant, Sleep, capped};

/// Makes an [`Interval`] that ticks every `period`. The first tick comes at once.
///
/// Ticks are due at fixed times, however long the work between them takes: an interval of two
/// seconds around work of one second works every two seconds. A [`sleep`](crate::time::sleep()) of
/// two seconds in its place would make it three.
///
/// # Panics
///
/// If `period` is zero, and outside a runtime.
///
/// # Examples
///
/// ```
/// use jacobio::time::{Duration, Instant, interval, pause, sleep};
///
/// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
/// pause();
/// let start = Instant::now();
/// let mut interval = interval(Duration::from_secs(2));
/// for _ in 0..3 {
///     interval.tick().await;
///     sleep(Duration::from_secs(1)).await; // the work
/// }
/// // The ticks came at 0, 2 and 4 seconds.
/// assert_eq!(start.elapsed(), Duration::from_secs(5));
/// # });
/// # Ok::<(), std::io::Error>(())
/// ```
#[track_caller]
pub fn interval(period: Duration) -> Interval {
    Interval::new("interval", Instant::now(), period)
}

/// Makes an [`Interval`] that ticks every `period`. The first tick comes at `start`.
///
/// # Panics
///
/// If `period` is zero, and outside a runtime.
///
/// # Examples
///
/// ```
/// use jacobio::time::{Duration, Instant, interval_at, pause};
///
/// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
/// pause();
/// let start = Instant::now();
/// let mut interval = interval_at(start + Duration::from_secs(5), Duration::from_secs(1));
/// interval.tick().await;
/// assert_eq!(start.elapsed(), Duration::from_secs(5));
/// interval.tick().await;
/// assert_eq!(start.elapsed(), Duration::from_secs(6));
/// # });
/// # Ok::<(), std::io::Error>(())
/// ```
#[track_caller]
pub fn interval_at(start: Instant, period: Duration) -> Interval {
    Interval::new("interval_at", start, period)
}

/// How an [`Interval`] goes on after a tick that came too late.
///
/// A tick can come only while [`tick`](Interval::tick) is awaited. It is missed if it comes more
/// than five milliseconds after it was due.
///
/// The timelines below show an interval of 50 ms. After the first tick the task does something else
/// for 125 ms, and then awaits one tick after another. The numbers are the ticks:
///
/// ```text
/// ms      0         50        100       150       200       250
/// due     1         2         3         4         5         6
/// Burst   1------------------------23   4         5         6
/// Delay   1------------------------2         3         4
/// Skip    1------------------------2    3         4         5
/// ```
///
/// # Examples
///
/// ```
/// use jacobio::time::{
///     Duration, Instant, MissedTickBehavior, advance, interval, pause,
/// };
///
/// const MS: Duration = Duration::from_millis(1);
///
/// /// Returns when the first five ticks come, in milliseconds.
/// async fn ticks(behavior: MissedTickBehavior) -> [u128; 5] {
///     let start = Instant::now();
///     let mut interval = interval(50 * MS);
///     interval.set_missed_tick_behavior(behavior);
///
///     let mut ticks = [0; 5];
///     for (number, tick) in ticks.iter_mut().enumerate() {
///         interval.tick().await;
///         *tick = start.elapsed().as_millis();
///         if number == 0 {
///             advance(125 * MS).await; // something else
///         }
///     }
///     ticks
/// }
///
/// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
/// pause();
/// assert_eq!(ticks(MissedTickBehavior::Burst).await, [0, 125, 125, 150, 200]);
/// assert_eq!(ticks(MissedTickBehavior::Delay).await, [0, 125, 175, 225, 275]);
/// assert_eq!(ticks(MissedTickBehavior::Skip).await, [0, 125, 150, 200, 250]);
/// # });
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MissedTickBehavior {
    /// All missed ticks come one after another without waiting, until the interval has caught up.
    /// No tick is left out.
    #[default]
    Burst,
    /// The next tick comes a period after the late one, and the others a period apart from there.
    /// So all later ticks move.
    Delay,
    /// The next tick is the next one that is due by the original times. The missed ticks are
    /// skipped.
    Skip,
}

impl MissedTickBehavior {
    /// The tick due at `tick` came at `now`, too late. Returns when the next one is due.
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

/// Waits for one tick after another, at a fixed distance. [`interval`] and [`interval_at`] return
/// it.
///
/// It runs no code by itself: a tick comes when [`tick`](Self::tick) is awaited.
/// [`MissedTickBehavior`] decides how it goes on after a late tick.
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

    /// Waits for the next tick. Returns the instant at which it was due.
    ///
    /// # Cancel safety
    ///
    /// This function is cancel safe. If another branch of a `select!` is ready first, no tick is
    /// lost.
    ///
    /// # Examples
    ///
    /// ```
    /// use jacobio::time::{Duration, interval};
    ///
    /// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
    /// let mut interval = interval(Duration::from_millis(10));
    /// let first = interval.tick().await;
    /// let second = interval.tick().await;
    /// assert_eq!(second - first, Duration::from_millis(10));
    /// # });
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub async fn tick(&mut self) -> Instant {
        poll_fn(|cx| self.poll_tick(cx)).await
    }

    /// Polls for the next tick, for use in a `poll` function. If several tasks poll, the last of
    /// them is woken.
    pub fn poll_tick(&mut self, cx: &mut Context<'_>) -> Poll<Instant> {
        ready!(self.sleep.as_mut().poll(cx));
        let tick = self.sleep.deadline();
        let now = Instant::now();
        let next = if now > tick + Duration::from_millis(5) {
            self.missed_tick_behavior.next(tick, now, self.period)
        } else {
            tick + self.period
        };
        self.sleep.as_mut().reset_without_timer(next);
        Poll::Ready(tick)
    }

    /// Makes the next tick come one period from now.
    ///
    /// # Examples
    ///
    /// ```
    /// use jacobio::time::{Duration, Instant, interval, pause, sleep};
    ///
    /// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
    /// pause();
    /// let start = Instant::now();
    /// let mut interval = interval(Duration::from_millis(100));
    /// interval.tick().await;
    /// sleep(Duration::from_millis(50)).await;
    /// interval.reset();
    /// interval.tick().await;
    /// assert_eq!(start.elapsed(), Duration::from_millis(150));
    /// # });
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn reset(&mut self) {
        self.reset_at(Instant::now() + self.period);
    }

    /// Makes the next tick come at once.
    pub fn reset_immediately(&mut self) {
        self.reset_at(Instant::now());
    }

    /// Makes the next tick come after `after`, and the others a period apart from there.
    pub fn reset_after(&mut self, after: Duration) {
        self.reset_at(Instant::now() + capped(after));
    }

    /// Makes the next tick come at `deadline`, and the others a period apart from there.
    pub fn reset_at(&mut self, deadline: Instant) {
        self.sleep.as_mut().reset(deadline);
    }

    /// Returns how the interval goes on after a late tick: [`MissedTickBehavior::Burst`] if it was
    /// not set.
    pub fn missed_tick_behavior(&self) -> MissedTickBehavior {
        self.missed_tick_behavior
    }

    /// Sets how the interval goes on after a late tick. [`MissedTickBehavior`] has an example.
    pub fn set_missed_tick_behavior(&mut self, behavior: MissedTickBehavior) {
        self.missed_tick_behavior = behavior;
    }

    /// Returns the time from one tick to the next.
    pub fn period(&self) -> Duration {
        self.period
    }
}
