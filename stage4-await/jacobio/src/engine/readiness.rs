//! Readiness: whether a socket is worth a try in one direction, and who waits until it is.
//!
//! In `reacting.rs` a socket has one waker for each direction, and every read begins with a system
//! call. Here the event loop remembers what the operating system reported and what the last call
//! found, so a call that could only fail isn't made. And any number of futures may wait, such as
//! several tasks that accept from one listener. They leave when they are dropped.

use std::collections::{BTreeMap, VecDeque};
use std::mem;

use crate::engine::awaiter::Awaiter;

#[derive(Clone, Copy)]
pub(crate) enum Direction {
    Read,
    Write,
}

#[derive(Default)]
pub(crate) struct Readiness {
    /// Whether a call may succeed. Set by an event, cleared by a call that would block. The
    /// operating system reports only changes, so clearing it without such a call would lose one.
    is_ready: bool,
    /// The connection was closed in this direction. Set by an event, and none follows it.
    is_closed: bool,
    /// The last caller of a poll function, such as `poll_read`. It needs no allocation.
    polling: Awaiter,
    /// The futures that wait, each under a number of its own, in the order in which they began to.
    waiting: BTreeMap<u64, Awaiter>,
}

impl Readiness {
    pub(crate) fn new(is_ready: bool) -> Self {
        Self { is_ready, ..Self::default() }
    }

    pub(crate) fn is_ready(&self) -> bool {
        self.is_ready
    }

    /// The operating system reported an event: moves all that wait to `woken`.
    pub(crate) fn set(&mut self, is_closed: bool, woken: &mut VecDeque<Awaiter>) {
        self.is_ready = true;
        self.is_closed |= is_closed;
        let polling = mem::take(&mut self.polling);
        woken.extend((!polling.is_none()).then_some(polling));
        if !self.waiting.is_empty() {
            woken.extend(mem::take(&mut self.waiting).into_values());
        }
    }

    /// A call would have blocked. That settles it, even after "closed": a UDP socket reports an
    /// error of one message in the same way.
    pub(crate) fn clear(&mut self) {
        (self.is_ready, self.is_closed) = (false, false);
    }

    /// A call took or gave fewer bytes than it could, so the next one would block, unless the
    /// connection is closed.
    pub(crate) fn clear_unless_closed(&mut self) {
        self.is_ready = self.is_closed;
    }

    /// Registers `awaiter`: for the future of that number, or for a poll function. Leaves the one
    /// that it replaces in `awaiter`, for the caller to drop.
    pub(crate) fn register(&mut self, number: Option<u64>, awaiter: &mut Awaiter) {
        let place = match number {
            Some(number) => self.waiting.entry(number).or_default(),
            None => &mut self.polling,
        };
        mem::swap(place, awaiter);
    }

    /// Removes a future that waits, and returns what it would have woken.
    pub(crate) fn remove(&mut self, number: u64) -> Option<Awaiter> {
        self.waiting.remove(&number)
    }
}
