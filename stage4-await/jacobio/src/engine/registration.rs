//! A registration: a socket's place in the reactor.
//!
//! In `reacting.rs` a socket finds the reactor in a thread-local. Here it owns a registration,
//! which knows its event loop and may outlive it. Then each operation returns an error.

use std::io;
use std::rc::Rc;
use std::task::{Context, Poll};

use mio::event::Source;

use crate::engine::reactor::Reactor;
use crate::engine::readiness::{Direction, Readiness};
use crate::engine::{shared::Shared, slab::Key};

/// A socket's place in the reactor of an event loop.
pub(crate) struct Registration {
    event_loop: Rc<Shared>,
    key: Key,
}

impl Registration {
    pub(crate) fn new(
        event_loop: &Rc<Shared>,
        socket: &mut impl Source,
        is_ready: bool,
    ) -> io::Result<Self> {
        if event_loop.closed.get() {
            return Err(gone());
        }
        let mut reactor = event_loop.reactor.borrow_mut();
        let reactor = match &mut *reactor {
            Some(reactor) => reactor,
            none => none.insert(Reactor::new()?),
        };
        let key = reactor.insert(socket, is_ready)?;
        Ok(Self { event_loop: Rc::clone(event_loop), key })
    }

    pub(crate) fn event_loop(&self) -> &Rc<Shared> {
        &self.event_loop
    }

    /// To be called before the socket is dropped.
    pub(crate) fn end(&self, socket: &mut impl Source) {
        // What is left is dropped after the borrow: the drop of a waker is user code.
        let _left = self.event_loop.with_reactor(|reactor| reactor.remove(self.key, socket));
    }

    /// Calls `f` with what is known about a direction, unless the runtime is gone.
    pub(crate) fn side<R>(
        &self,
        direction: Direction,
        f: impl FnOnce(&mut Readiness) -> R,
    ) -> io::Result<R> {
        let result =
            self.event_loop.with_reactor(|reactor| reactor.side(self.key, direction).map(f));
        result.flatten().ok_or_else(gone)
    }

    /// Ready when a call is worth a try. Otherwise registers the waker of `cx`, for the future of
    /// the number or for a poll function.
    pub(crate) fn poll_ready(
        &self,
        direction: Direction,
        number: Option<u64>,
        cx: &Context<'_>,
    ) -> Poll<io::Result<()>> {
        if self.side(direction, |side| side.is_ready())? {
            return Poll::Ready(Ok(()));
        }
        // Outside the borrow, as the clone and the drop of a waker are user code.
        let mut awaiter = self.event_loop.polled.awaiter(cx, || false);
        self.side(direction, |side| side.register(number, &mut awaiter))?;
        Poll::Pending
    }

    pub(crate) fn waiter(&self, direction: Direction) -> Waiter<'_> {
        let number = self.event_loop.with_reactor(Reactor::next_waiter);
        Waiter { registration: self, direction, number: number.unwrap_or_default() }
    }
}

/// A future that waits for a socket, under a number of its own.
pub(crate) struct Waiter<'a> {
    registration: &'a Registration,
    direction: Direction,
    pub(crate) number: u64,
}

impl Drop for Waiter<'_> {
    fn drop(&mut self) {
        let _left = self.registration.side(self.direction, |side| side.remove(self.number));
    }
}

fn gone() -> io::Error {
    io::Error::other("the runtime of this socket is gone")
}
