//! The reactor: waits in the operating system for the sockets of an event loop.
//!
//! It is that of `reacting.rs`: each socket is registered with mio once, in both directions, and a
//! wait returns what has changed (*edge-triggered*). Three things differ. The sockets lie in a
//! slab, so an event finds its socket by an index. An event only marks the socket and moves what
//! waits for it to a list, because waking calls user code, which may want the reactor. And a
//! program without sockets has no reactor: the first socket makes it, and while there is none the
//! thread parks.

use std::collections::VecDeque;
use std::io;
use std::mem;
use std::sync::Arc;
use std::time::Duration;

use mio::event::Source;
use mio::{Events, Interest, Poll, Token, Waker};

use crate::engine::awaiter::Awaiter;
use crate::engine::readiness::{Direction, Readiness};
use crate::engine::slab::{KEPT, Key, Slab, fill};

/// The token of the waker. No socket has this index.
const ALARM: Token = Token(usize::MAX);

/// What the reactor knows of a socket.
#[derive(Default)]
pub(crate) struct Watched {
    read: Readiness,
    write: Readiness,
}

impl Watched {
    pub(crate) fn side(&mut self, direction: Direction) -> &mut Readiness {
        match direction {
            Direction::Read => &mut self.read,
            Direction::Write => &mut self.write,
        }
    }
}

pub(crate) struct Reactor {
    poll: Poll,
    events: Events,
    sockets: Slab<(), Watched>,
    /// Taken out of the sockets by events, to be woken.
    woken: VecDeque<Awaiter>,
    /// Ends a wait from another thread.
    alarm: Arc<Waker>,
    /// How many futures have waited so far: each gets its number here.
    waiters: u64,
}

impl Reactor {
    pub(crate) fn new() -> io::Result<Self> {
        let poll = Poll::new()?;
        let alarm = Arc::new(Waker::new(poll.registry(), ALARM)?);
        let (events, sockets, woken) =
            (Events::with_capacity(KEPT), Slab::default(), VecDeque::new());
        Ok(Self { poll, events, sockets, woken, alarm, waiters: 0 })
    }

    pub(crate) fn alarm(&self) -> &Arc<Waker> {
        &self.alarm
    }

    /// Whether no socket is registered: then there is nothing to wait for here.
    pub(crate) fn is_empty(&self) -> bool {
        self.sockets.len() == 0
    }

    /// Registers a socket. If it `is_ready` for all that is known, the first call tries.
    pub(crate) fn insert(&mut self, socket: &mut impl Source, is_ready: bool) -> io::Result<Key> {
        let (key, slot) = self.sockets.insert();
        let new = || Readiness::new(is_ready);
        fill(&mut slot.value, Watched { read: new(), write: new() });
        let (token, interest) =
            (Token(key.index() as usize), Interest::READABLE | Interest::WRITABLE);
        if let Err(error) = self.poll.registry().register(socket, token, interest) {
            self.sockets.remove(key);
            return Err(error);
        }
        Ok(key)
    }

    /// Forgets a socket. Returns what was to be woken for it, for the caller to drop.
    pub(crate) fn remove(&mut self, key: Key, socket: &mut impl Source) -> Option<Watched> {
        // It can only fail because the socket isn't registered, and then this changes nothing.
        self.poll.registry().deregister(socket).ok();
        self.sockets.remove(key)
    }

    pub(crate) fn side(&mut self, key: Key, direction: Direction) -> Option<&mut Readiness> {
        Some(self.sockets.get_mut(key)?.value.side(direction))
    }

    pub(crate) fn next_waiter(&mut self) -> u64 {
        self.waiters += 1;
        self.waiters
    }

    /// Waits until something happens, at most for `timeout`, and marks the sockets that are ready.
    pub(crate) fn wait(&mut self, timeout: Option<Duration>) {
        match self.poll.poll(&mut self.events, timeout) {
            Ok(()) => {}
            // A signal came. The event loop finds nothing new, and waits again for the time that is
            // left.
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return,
            Err(error) => panic!("waiting for sockets failed: {error}"),
        }
        for event in &self.events {
            // An index without a generation is enough. No event is left of a socket that was
            // removed; and if there were one, some other socket would be tried in vain.
            let Some(watched) = self.sockets.get_at(event.token().0) else { continue };
            // The next call in either direction returns the error, and so takes it out of the
            // socket.
            let failed = event.is_error();
            let (read_closed, write_closed) = (event.is_read_closed(), event.is_write_closed());
            if event.is_readable() || read_closed || failed {
                watched.read.set(read_closed, &mut self.woken);
            }
            if event.is_writable() || write_closed || failed {
                watched.write.set(write_closed, &mut self.woken);
            }
        }
    }

    pub(crate) fn next_woken(&mut self) -> Option<Awaiter> {
        self.woken.pop_front()
    }

    /// Ends the reactor. Returns all that wait.
    pub(crate) fn close(mut self) -> VecDeque<Awaiter> {
        for key in self.sockets.keys() {
            let Some(mut watched) = self.sockets.remove(key) else { continue };
            watched.read.set(true, &mut self.woken);
            watched.write.set(true, &mut self.woken);
        }
        mem::take(&mut self.woken)
    }
}
