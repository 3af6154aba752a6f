//! Sleeps: futures that wait for a deadline.

use std::fmt;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

use pin_project_lite::pin_project;

use crate::engine::awaiter::Awaiter;
use crate::engine::current;
use crate::engine::polled::out_of_budget;
use crate::engine::shared::Shared;
use crate::engine::slab::Key;
use crate::time::{Duration, Instant, capped};

/// Waits until `duration` has passed.
///
/// The time counts from this call and not from the first poll. The sleep is never shorter, and it
/// may be longer: see [`time`](crate::time#how-exact-it-is). `sleep(Duration::ZERO)` is pending
/// exactly once, so every task that is ready is polled first. A sleep of more than about thirty
/// years ends after thirty years.
///
/// # Cancel safety
///
/// This function is cancel safe. But a new call of it starts a new sleep: see [`Sleep`] for how to
/// go on with an old one.
///
/// # Panics
///
/// Outside a runtime; when the sleep is polled after its runtime was dropped; and when `advance`
/// has moved a paused clock so far that an [`Instant`] can't hold the deadline.
///
/// # Examples
///
/// ```
/// use jacobio::time::{Duration, sleep};
///
/// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
/// sleep(Duration::from_millis(100)).await;
/// println!("100 ms have elapsed");
/// # });
/// # Ok::<(), std::io::Error>(())
/// ```
#[track_caller]
pub fn sleep(duration: Duration) -> Sleep {
    let event_loop = current::event_loop("sleep");
    let deadline = Instant::from_std(event_loop.clock.now()) + capped(duration);
    let state = if duration.is_zero() { State::Zero } else { State::New };
    Sleep { event_loop, deadline, state }
}

/// Waits until `deadline`. If the deadline has passed already, it is ready at its first poll.
/// Apart from that, it works like [`sleep`].
///
/// # Cancel safety
///
/// This function is cancel safe.
///
/// # Panics
///
/// Outside a runtime, and when the sleep is polled after its runtime was dropped.
///
/// # Examples
///
/// ```
/// use jacobio::time::{Duration, Instant, sleep_until};
///
/// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
/// let deadline = Instant::now() + Duration::from_millis(10);
/// println!("this takes a part of the 10 ms");
/// sleep_until(deadline).await;
/// assert!(Instant::now() >= deadline);
/// # });
/// # Ok::<(), std::io::Error>(())
/// ```
#[track_caller]
pub fn sleep_until(deadline: Instant) -> Sleep {
    Sleep::new(current::event_loop("sleep_until"), deadline)
}

pin_project! {
    /// The future that [`sleep`] and [`sleep_until`] return.
    ///
    /// `.await` needs nothing else. To poll it several times, as a loop with `select!` does, pin it
    /// first.
    ///
    /// # Cancel safety
    ///
    /// Dropping it cancels its timer. Nothing else is lost.
    ///
    /// # Examples
    ///
    /// Takes messages for 100 ms. The sleep is pinned outside the loop, so all rounds wait for the
    /// same deadline. `select!` of the crate `futures` wants to know when a future has ended, which
    /// `fuse` adds:
    ///
    /// ```
    /// use std::pin::pin;
    ///
    /// use futures::{FutureExt, StreamExt, channel::mpsc, select};
    /// use jacobio::task::spawn_local;
    /// use jacobio::time::{Duration, pause, sleep};
    ///
    /// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
    /// pause();
    /// let (sender, mut receiver) = mpsc::unbounded();
    /// spawn_local(async move {
    ///     loop {
    ///         sleep(Duration::from_millis(30)).await;
    ///         sender.unbounded_send("message").unwrap();
    ///     }
    /// });
    ///
    /// let mut messages = 0;
    /// let mut end = pin!(sleep(Duration::from_millis(100)).fuse());
    /// loop {
    ///     select! {
    ///         _ = receiver.select_next_some() => messages += 1,
    ///         () = end => break,
    ///     }
    /// }
    /// assert_eq!(messages, 3);
    /// # });
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[project(!Unpin)]
    #[must_use = "futures do nothing unless you `.await` or poll them"]
    pub struct Sleep {
        event_loop: Rc<Shared>,
        deadline: Instant,
        state: State,
    }

    impl PinnedDrop for Sleep {
        fn drop(this: Pin<&mut Self>) {
            drop(this.cancel());
        }
    }
}

#[derive(Clone, Copy)]
enum State {
    /// Not polled yet.
    New,
    /// Not polled yet, and the duration is zero: the first poll yields instead of looking at the
    /// clock.
    Zero,
    /// Has a timer, by the first poll or `reset`. The key is stale once the timer has fired; if the
    /// deadline had passed before, it is `Key::NONE`, which always is.
    Registered(Key),
}

const ELAPSED: State = State::Registered(Key::NONE);

impl Sleep {
    pub(crate) fn new(event_loop: Rc<Shared>, deadline: Instant) -> Self {
        Self { event_loop, deadline, state: State::New }
    }

    /// Returns the instant at which the sleep ends.
    ///
    /// # Examples
    ///
    /// ```
    /// use jacobio::time::{Duration, Instant, sleep};
    ///
    /// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
    /// let before = Instant::now();
    /// let sleep = sleep(Duration::from_secs(1));
    /// assert!(sleep.deadline() >= before + Duration::from_secs(1));
    /// # });
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn deadline(&self) -> Instant {
        self.deadline
    }

    /// Returns whether the timer of the sleep has fired. The first poll or `reset` makes the timer,
    /// so this returns `false` until then, even after the deadline.
    pub fn is_elapsed(&self) -> bool {
        match self.state {
            State::New | State::Zero => false,
            State::Registered(key) => self.event_loop.timers.borrow().has_fired(key),
        }
    }

    /// Moves the deadline, to an earlier or a later instant. A task that waits for the sleep is
    /// woken at the new deadline, and at once if that has passed. A sleep that has ended can be
    /// awaited again.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::pin::pin;
    ///
    /// use jacobio::time::{Duration, Instant, pause, sleep};
    ///
    /// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
    /// pause();
    /// let start = Instant::now();
    /// let mut sleep = pin!(sleep(Duration::from_millis(10)));
    /// sleep.as_mut().reset(start + Duration::from_millis(20));
    /// sleep.await;
    /// assert_eq!(start.elapsed(), Duration::from_millis(20));
    /// # });
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn reset(mut self: Pin<&mut Self>, deadline: Instant) {
        let awaiter = self.cancel().unwrap_or_default();
        self.as_mut().reset_without_timer(deadline);
        let this = self.project();
        let deadline = deadline.into_std();
        if this.event_loop.clock.has_passed(deadline) {
            *this.state = ELAPSED;
            this.event_loop.wake_awaiter(awaiter);
        } else {
            let key = this.event_loop.timers.borrow_mut().register(deadline, awaiter);
            *this.state = State::Registered(key);
        }
    }

    /// Moves the deadline of a sleep that has no timer, or whose timer has fired. The next poll
    /// makes a timer.
    pub(super) fn reset_without_timer(self: Pin<&mut Self>, deadline: Instant) {
        let this = self.project();
        (*this.deadline, *this.state) = (deadline, State::New);
    }

    /// Cancels the timer, if it waits, and returns what awaits it.
    fn cancel(&self) -> Option<Awaiter> {
        let State::Registered(key) = self.state else { return None };
        self.event_loop.timers.borrow_mut().cancel(key)
    }

    /// Returns whether the task that is being polled has budget left.
    pub(super) fn has_budget(&self) -> bool {
        self.event_loop.has_budget()
    }

    /// Polls the sleep if it `may_proceed`. Otherwise wakes the task, whose budget is spent.
    pub(super) fn poll_if(self: Pin<&mut Self>, may_proceed: bool, cx: &Context<'_>) -> Poll<()> {
        assert!(!self.event_loop.closed.get(), "a sleep can't be awaited once its runtime is gone");
        let this = self.project();
        if !may_proceed {
            return out_of_budget(cx);
        }
        let deadline = this.deadline.into_std();
        match *this.state {
            State::New if !this.event_loop.clock.has_passed(deadline) => {
                *this.state = State::Registered(this.event_loop.add_timer(deadline, cx));
                return Poll::Pending;
            }
            State::Zero => {
                *this.state = ELAPSED;
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
            State::Registered(key) => ready!(this.event_loop.poll_timer(key, cx)),
            State::New => *this.state = ELAPSED,
        }
        this.event_loop.made_progress();
        Poll::Ready(())
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let has_budget = self.has_budget();
        self.poll_if(has_budget, cx)
    }
}

impl fmt::Debug for Sleep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sleep").field("deadline", &self.deadline).finish_non_exhaustive()
    }
}
