//! A waiter: who is to be woken when a task ends or a timer fires.

use std::rc::Rc;
use std::task::{Context, Waker};

use crate::context;
use crate::event_loop::EventLoop;
use crate::task::Id;
use crate::turn::swallow_panic;

/// A task of this event loop is known by its id, which costs nothing to make and to keep. Whatever
/// else waits, like one branch of a `select!`, is known by its waker.
pub(crate) enum Waiter {
    Task(Id),
    Waker(Waker),
}

// As large as the waker alone: that has a pointer that can't be null where the id has room to spare.
#[cfg(target_pointer_width = "64")]
static_assertions::const_assert_eq!(size_of::<Waiter>(), size_of::<Waker>());

/// Nobody. An `Option` around a waiter would take half as much memory again.
impl Default for Waiter {
    fn default() -> Self {
        Self::Task(Id::NOBODY)
    }
}

impl Waiter {
    /// Whoever is polled with `cx`.
    pub(crate) fn new(event_loop: &Rc<EventLoop>, cx: &Context<'_>) -> Self {
        match context::polled_with(cx.waker(), event_loop) {
            Some(id) => Self::Task(id),
            None => Self::Waker(cx.waker().clone()),
        }
    }

    pub(crate) fn wake(self, event_loop: &EventLoop) {
        match self {
            Self::Task(id) => event_loop.scheduler.borrow_mut().wake(id),
            // Others are to be woken as well, whatever this one does.
            Self::Waker(waker) => swallow_panic(|| waker.wake()),
        }
    }
}
