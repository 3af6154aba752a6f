//! Sleeping.

use std::fmt;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;

use crate::context;
use crate::event_loop::EventLoop;
use crate::slab::Key;
use crate::task::Waiter;
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
    let event_loop = context::current("sleep");
    let deadline = event_loop.clock.now() + capped(duration);
    let state = if duration.is_zero() { State::Yield } else { State::New };
    Sleep { event_loop, deadline, state }
}

/// Ready once `deadline` has passed, at once if the clock was seen past it already. As [`sleep`] in
/// all else.
///
/// # Panics
///
/// Outside of a runtime.
#[track_caller]
pub fn sleep_until(deadline: Instant) -> Sleep {
    Sleep::new(context::current("sleep_until"), deadline)
}

pin_project! {
    /// What [`sleep`] and [`sleep_until`] return.
    ///
    /// To poll it and keep it, pin it: `let mut sleep = std::pin::pin!(sleep(duration))`.
    #[project(!Unpin)]
    #[must_use = "futures do nothing unless you `.await` or poll them"]
    pub struct Sleep {
        event_loop: Rc<EventLoop>,
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
    /// Not polled yet, and to be pending once although its time is up.
    Yield,
    /// Among the event loop's timers, where it stays until it fires or is cancelled.
    Registered(Key),
    /// Ready, whenever it is polled.
    Elapsed,
}

impl Sleep {
    pub(crate) fn new(event_loop: Rc<EventLoop>, deadline: Instant) -> Self {
        Self { event_loop, deadline, state: State::New }
    }

    /// When it is ready.
    pub fn deadline(&self) -> Instant {
        self.deadline
    }

    /// Whether it has fired. `false` until it was first polled, even if the deadline is over.
    pub fn is_elapsed(&self) -> bool {
        match self.state {
            State::New | State::Yield => false,
            State::Registered(key) => self.event_loop.timers.borrow().has_fired(key),
            State::Elapsed => true,
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
        let waiter = self.cancel();
        let this = self.project();
        *this.deadline = deadline;
        *this.state = match waiter {
            Some(waiter) if this.event_loop.clock.has_passed(deadline) => {
                waiter.wake(this.event_loop);
                State::Elapsed
            }
            Some(waiter) => {
                State::Registered(this.event_loop.timers.borrow_mut().register(deadline, waiter))
            }
            None => State::New,
        };
    }

    /// Hands out who waits, if anybody does.
    fn cancel(&self) -> Option<Waiter> {
        let State::Registered(key) = self.state else { return None };
        self.event_loop.timers.borrow_mut().cancel(key)
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let gone = self.event_loop.closed.get() && !self.is_elapsed();
        assert!(!gone, "a sleep can't be awaited once its runtime is gone");
        let this = self.project();
        match *this.state {
            State::Yield => {
                cx.waker().wake_by_ref();
                *this.state = State::Elapsed;
                return Poll::Pending;
            }
            State::New if !this.event_loop.clock.has_passed(*this.deadline) => {
                let waiter = Waiter::new(this.event_loop, cx);
                let key = this.event_loop.timers.borrow_mut().register(*this.deadline, waiter);
                *this.state = State::Registered(key);
                return Poll::Pending;
            }
            State::Registered(key) => {
                let mut waiter = Waiter::new(this.event_loop, cx);
                if this.event_loop.timers.borrow_mut().swap_waiter(key, &mut waiter) {
                    return Poll::Pending;
                }
            }
            State::New | State::Elapsed => {}
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
