//! A socket that is registered with the reactor: tries a call first, and waits if it would block.
//!
//! As in `reacting.rs`, that order loses nothing: what comes between the call and the wait is an
//! event that the wait returns. What differs: a call that can only fail isn't made, and calls that
//! succeed again and again spend the budget, so a fast peer can't keep the other tasks waiting.

use std::future::poll_fn;
use std::io;
use std::rc::Rc;
use std::task::{Context, Poll, ready};

use mio::event::Source;

use crate::engine::readiness::{Direction, Readiness};
use crate::engine::registration::Registration;
use crate::engine::shared::Shared;

pub(crate) struct Socket<S: Source> {
    io: S,
    registration: Registration,
}

impl<S: Source> Socket<S> {
    pub(crate) fn new(event_loop: &Rc<Shared>, io: S) -> io::Result<Self> {
        Self::register(event_loop, io, true)
    }

    /// The same for a socket that is still connecting: the first call waits for an event.
    pub(crate) fn new_connecting(event_loop: &Rc<Shared>, io: S) -> io::Result<Self> {
        Self::register(event_loop, io, false)
    }

    fn register(event_loop: &Rc<Shared>, mut io: S, is_ready: bool) -> io::Result<Self> {
        let registration = Registration::new(event_loop, &mut io, is_ready)?;
        Ok(Self { io, registration })
    }

    /// The socket itself, for calls that never block.
    pub(crate) fn io(&self) -> &S {
        &self.io
    }

    pub(crate) fn event_loop(&self) -> &Rc<Shared> {
        self.registration.event_loop()
    }

    /// Makes a call if it is worth a try. Otherwise, or if it would block, returns that error.
    pub(crate) fn try_io<R>(
        &self,
        direction: Direction,
        call: impl FnOnce(&S) -> io::Result<R>,
    ) -> io::Result<R> {
        if !self.registration.side(direction, |side| side.is_ready())? {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        let result = call(&self.io);
        if would_block(&result) {
            self.registration.side(direction, Readiness::clear)?;
        }
        result
    }

    /// Makes a call when it doesn't block. Until then wakes the waker of the last `cx` of this
    /// direction.
    pub(crate) fn poll_io<R>(
        &self,
        direction: Direction,
        cx: &Context<'_>,
        call: impl FnMut(&S) -> io::Result<R>,
    ) -> Poll<io::Result<R>> {
        self.poll_as(None, direction, cx, call)
    }

    /// Makes a call when it doesn't block. Any number of these futures may wait.
    ///
    /// Cancel safe: the call that succeeds makes the future ready.
    pub(crate) async fn wait_io<R>(
        &self,
        direction: Direction,
        mut call: impl FnMut(&S) -> io::Result<R>,
    ) -> io::Result<R> {
        let waiter = self.registration.waiter(direction);
        poll_fn(|cx| self.poll_as(Some(waiter.number), direction, cx, &mut call)).await
    }

    fn poll_as<R>(
        &self,
        number: Option<u64>,
        direction: Direction,
        cx: &Context<'_>,
        mut call: impl FnMut(&S) -> io::Result<R>,
    ) -> Poll<io::Result<R>> {
        ready!(self.event_loop().poll_proceed(cx));
        loop {
            ready!(self.registration.poll_ready(direction, number, cx))?;
            let result = call(&self.io);
            if !would_block(&result) {
                self.event_loop().made_progress();
                return Poll::Ready(result);
            }
            self.registration.side(direction, Readiness::clear)?;
        }
    }

    /// A stream took or gave `done` of `asked` bytes. If that is a part, the operating system has
    /// no more, and the next call would block: the call that would find it out is saved.
    ///
    /// Not on Windows, where mio learns by a call that blocks that it has to watch the socket
    /// again.
    pub(crate) fn transferred(&self, direction: Direction, done: usize, asked: usize) {
        if cfg!(unix) && 0 < done && done < asked {
            self.registration.side(direction, Readiness::clear_unless_closed).ok();
        }
    }
}

fn would_block<R>(result: &io::Result<R>) -> bool {
    result.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::WouldBlock)
}

impl<S: Source> Drop for Socket<S> {
    fn drop(&mut self) {
        self.registration.end(&mut self.io);
    }
}
