//! One timer: what is inside of `Sleep`, `Timeout` and `Interval`.

use std::rc::Rc;
use std::task::{Context, Poll};

use crate::event_loop::EventLoop;
use crate::slab::Key;
use crate::task::Waiter;
use crate::time::Instant;

pub(crate) struct Timer {
    event_loop: Rc<EventLoop>,
    deadline: Instant,
    state: State,
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

impl Timer {
    pub(crate) fn new(event_loop: Rc<EventLoop>, deadline: Instant) -> Self {
        Self { event_loop, deadline, state: State::New }
    }

    /// A timer whose time is up, and that is pending once all the same.
    pub(crate) fn yield_once(event_loop: Rc<EventLoop>, deadline: Instant) -> Self {
        Self { event_loop, deadline, state: State::Yield }
    }

    pub(crate) fn deadline(&self) -> Instant {
        self.deadline
    }

    pub(crate) fn is_elapsed(&self) -> bool {
        match self.state {
            State::New | State::Yield => false,
            State::Registered(key) => self.event_loop.timers.borrow().has_fired(key),
            State::Elapsed => true,
        }
    }

    pub(crate) fn poll(&mut self, cx: &Context<'_>) -> Poll<()> {
        let gone = self.event_loop.closed.get();
        assert!(!gone || self.is_elapsed(), "a sleep can't be awaited once its runtime is gone");
        match self.state {
            State::Yield => {
                cx.waker().wake_by_ref();
                self.state = State::Elapsed;
            }
            State::New if !self.event_loop.clock.has_passed(self.deadline) => {
                let waiter = Waiter::new(&self.event_loop, cx);
                let key = self.event_loop.timers.borrow_mut().register(self.deadline, waiter);
                self.state = State::Registered(key);
            }
            State::Registered(key) if !self.is_elapsed() => {
                let waiter = Waiter::new(&self.event_loop, cx);
                let replaced = self.event_loop.timers.borrow_mut().set_waiter(key, waiter);
                drop(replaced);
            }
            State::New | State::Registered(_) | State::Elapsed => {
                self.state = State::Elapsed;
                return Poll::Ready(());
            }
        }
        Poll::Pending
    }

    /// Moves the deadline. Whoever waits for the timer now is woken at the new one.
    pub(crate) fn reset(&mut self, deadline: Instant) {
        let waiter = self.cancel();
        self.deadline = deadline;
        self.state = match waiter {
            Some(waiter) if self.event_loop.clock.has_passed(deadline) => {
                waiter.wake(&self.event_loop);
                State::Elapsed
            }
            Some(waiter) => {
                State::Registered(self.event_loop.timers.borrow_mut().register(deadline, waiter))
            }
            None => State::New,
        };
    }

    /// Hands out who waited, if the timer has not fired.
    fn cancel(&mut self) -> Option<Waiter> {
        let State::Registered(key) = self.state else {
            return None;
        };
        self.event_loop.timers.borrow_mut().cancel(key)
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        drop(self.cancel());
    }
}
