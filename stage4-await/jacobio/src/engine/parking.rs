//! Parking: how the thread waits when no task is ready.
//!
//! In `reacting.rs` the thread always waits in the reactor. Here it parks while there are no
//! sockets, which is cheaper. With sockets it waits for them, in one system call for all that it
//! waits for.

use std::thread;
use std::time::Duration;

use crate::engine::reactor::Reactor;
use crate::engine::shared::Shared;

impl Shared {
    /// Waits for a remote wake-up, at most for `timeout`. With sockets, also until one is ready.
    /// May return early.
    pub(crate) fn park(&self, timeout: Option<Duration>) {
        match timeout {
            _ if self.has_sockets() => self.poll_sockets(timeout),
            Some(timeout) => thread::park_timeout(timeout),
            None => thread::park(),
        }
    }

    /// Wakes what waits for sockets that are ready now.
    pub(crate) fn look_at_sockets(&self) {
        if self.has_sockets() {
            self.poll_sockets(Some(Duration::ZERO));
        }
    }

    /// Wakes what waits for a socket when the runtime is gone: it is polled once more, and gets an
    /// error.
    pub(crate) fn close_sockets(&self) {
        let reactor = self.reactor.take();
        for awaiter in reactor.map(Reactor::close).unwrap_or_default() {
            self.wake_awaiter(awaiter);
        }
    }

    fn has_sockets(&self) -> bool {
        self.reactor.borrow().as_ref().is_some_and(|reactor| !reactor.is_empty())
    }

    fn poll_sockets(&self, timeout: Option<Duration>) {
        self.with_reactor(|reactor| {
            // A look needs no alarm: it ends by itself.
            if timeout == Some(Duration::ZERO) || self.remote.begin_wait(reactor.alarm()) {
                reactor.wait(timeout);
            }
        });
        while let Some(awaiter) = self.with_reactor(Reactor::next_woken).flatten() {
            self.wake_awaiter(awaiter);
        }
    }
}
