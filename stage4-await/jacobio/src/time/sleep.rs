//! Sleeping.

use std::fmt;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;

use crate::engine::awaiter::Awaiter;
use crate::engine::current;
use crate::engine::shared::Shared;
use crate::engine::slab::Key;
use crate::time::{Duration, Instant, capped};

/// Ready once `duration` has passed: never earlier, and on a real clock up to a millisecond later
/// where other timers are due within the same one.
///
/// `sleep(Duration::ZERO)` is pending exactly once, as in asyncio and in the article: every other
/// task that is ready has its turn. A sleep of more than about thirty years is one of thirty.
///
/// Cancel safe: dropping a `Sleep` forgets the deadline and nothing else.
///
/// ```
/// # use jacobio::{runtime::LocalRuntime, time::{Duration, sleep}};
/// # LocalRuntime::new()?.block_on(async {
/// sleep(Duration::from_millis(100)).await;
/// println!("100 ms have elapsed");
/// # });
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Panics
///
/// Outside of a runtime; when it is polled after its runtime is gone; and if a paused clock was moved
/// to within thirty years of what an [`Instant`] can tell.
#[track_caller]
pub fn sleep(duration: Duration) -> Sleep {
    let event_loop = current::event_loop("sleep");
    let deadline = Instant::from_std(event_loop.clock.now()) + capped(duration);
    Sleep::new(event_loop, deadline)
}

/// Ready once `deadline` has passed, at once if the clock was seen past it already. As [`sleep`] in
/// all else.
///
/// # Panics
///
/// Outside of a runtime.
#[track_caller]
pub fn sleep_until(deadline: Instant) -> Sleep {
    Sleep::new(current::event_loop("sleep_until"), deadline)
}

pin_project! {
    /// What [`sleep`] and [`sleep_until`] return.
    ///
    /// To poll it and keep it, pin it: `let mut sleep = std::pin::pin!(sleep(duration))`.
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
    /// Not polled since it was made or reset.
    New,
    /// Among the event loop's timers until it fires or is cancelled. Set by a poll before the
    /// deadline.
    Registered(Key),
    /// Ready at the next poll. Set by a poll after the deadline, which yields, and by `reset` of a
    /// sleep that waits.
    Due,
    /// It was ready. To be ready again it has to be pending again.
    Elapsed,
}

impl Sleep {
    pub(crate) fn new(event_loop: Rc<Shared>, deadline: Instant) -> Self {
        Self { event_loop, deadline, state: State::New }
    }

    /// When it is ready.
    pub fn deadline(&self) -> Instant {
        self.deadline
    }

    /// Whether it has fired. `false` until it was first polled, even if the deadline is over.
    pub fn is_elapsed(&self) -> bool {
        match self.state {
            State::New => false,
            State::Registered(key) => self.event_loop.timers.borrow().has_fired(key),
            State::Due | State::Elapsed => true,
        }
    }

    /// Moves the deadline. A task that waits already is woken at the new one.
    ///
    /// ```
    /// # use jacobio::{runtime::LocalRuntime, time::{Duration, Instant, pause, sleep}};
    /// # LocalRuntime::new()?.block_on(async {
    /// # pause();
    /// let start = Instant::now();
    /// let mut sleep = std::pin::pin!(sleep(Duration::from_millis(10)));
    /// sleep.as_mut().reset(start + Duration::from_millis(20));
    /// sleep.await;
    /// assert_eq!(start.elapsed(), Duration::from_millis(20));
    /// # });
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn reset(self: Pin<&mut Self>, deadline: Instant) {
        let awaiter = self.cancel();
        let this = self.project();
        *this.deadline = deadline;
        let deadline = deadline.into_std();
        *this.state = match awaiter {
            Some(awaiter) if this.event_loop.clock.has_passed(deadline) => {
                this.event_loop.wake_awaiter(awaiter);
                State::Due
            }
            Some(awaiter) => {
                State::Registered(this.event_loop.timers.borrow_mut().register(deadline, awaiter))
            }
            None => State::New,
        };
    }

    /// Cancels the timer, if it waits, and returns what awaits it.
    fn cancel(&self) -> Option<Awaiter> {
        let State::Registered(key) = self.state else { return None };
        self.event_loop.timers.borrow_mut().cancel(key)
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        assert!(!self.event_loop.closed.get(), "a sleep can't be awaited once its runtime is gone");
        let this = self.project();
        let deadline = this.deadline.into_std();
        match *this.state {
            State::New if !this.event_loop.clock.has_passed(deadline) => {
                let awaiter = this.event_loop.polled.awaiter(cx);
                let key = this.event_loop.timers.borrow_mut().register(deadline, awaiter);
                *this.state = State::Registered(key);
                return Poll::Pending;
            }
            State::New | State::Elapsed => {
                cx.waker().wake_by_ref();
                *this.state = State::Due;
                return Poll::Pending;
            }
            State::Registered(key) => {
                let mut awaiter = this.event_loop.polled.awaiter(cx);
                if this.event_loop.timers.borrow_mut().exchange(key, &mut awaiter) {
                    return Poll::Pending;
                }
            }
            State::Due => {}
        }
        *this.state = State::Elapsed;
        Poll::Ready(())
    }
}

impl fmt::Debug for Sleep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sleep").field("deadline", &self.deadline).finish_non_exhaustive()
    }
}
