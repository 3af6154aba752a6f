//! A socket that wakes its task
//!
//! A read from a socket blocks the whole thread until data comes, and with it every other task. A
//! *non-blocking* socket returns the error `WouldBlock` instead. So a task could try again and
//! again, as this one does, and burn a core.
//!
//! The operating system can say when it's worth trying: that is what the reactor is for. `react`
//! waits until a socket has become readable, and uses the waker that is in `WAITING` under the
//! socket's id. It reports a *change*: once for each time that new data comes, and not again for
//! data that is still there.
//!
//! Write `read` and `drop` so that
//!
//! - data that is there already is read at the first poll: the change may have been reported
//!   before;
//! - while there isn't any, the read is pending, and its waker is where `react` finds it. The last
//!   waker counts;
//! - a socket that is dropped leaves no waker behind.
//!
//! Look up: `io::ErrorKind::WouldBlock`. `(&self.stream).read(buffer)` reads through a shared
//! reference.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::io::{self, ErrorKind, Read};
use std::task::{Poll, Waker};
use std::time::Duration;

use mio::net::TcpStream;
use mio::{Events, Interest, Token};

thread_local! {
    /// Where the thread waits. The operating system reports here which sockets have become ready.
    static POLL: RefCell<mio::Poll> = RefCell::new(mio::Poll::new().expect("the system has one"));
    /// The wakers of the tasks that wait for a socket, by the socket's id.
    static WAITING: RefCell<BTreeMap<usize, Waker>> = RefCell::default();
    static NEXT_ID: Cell<usize> = const { Cell::new(0) };
}

/// Waits until a socket has become readable, or `timeout` has passed. Wakes the tasks that wait for
/// such a socket.
pub fn react(timeout: Duration) -> io::Result<()> {
    let mut events = Events::with_capacity(64);
    POLL.with_borrow_mut(|poll| poll.poll(&mut events, Some(timeout)))?;
    for event in &events {
        let waker = WAITING.with_borrow_mut(|waiting| waiting.remove(&event.token().0));
        if let Some(waker) = waker {
            waker.wake();
        }
    }
    Ok(())
}

/// A connection that the reactor watches.
pub struct Socket {
    stream: TcpStream,
    id: usize,
}

impl Socket {
    /// Has `stream` watched.
    pub fn new(stream: std::net::TcpStream) -> io::Result<Self> {
        stream.set_nonblocking(true)?;
        let mut stream = TcpStream::from_std(stream);
        let id = NEXT_ID.replace(NEXT_ID.get() + 1);
        POLL.with_borrow(|poll| {
            poll.registry().register(&mut stream, Token(id), Interest::READABLE)
        })?;
        Ok(Self { stream, id })
    }

    /// Reads what is there into `buffer`, and waits while nothing is. Returns how many bytes it has
    /// read, and 0 at the end.
    pub async fn read(&self, buffer: &mut [u8]) -> io::Result<usize> {
        let has_read = poll_fn(|cx| match (&self.stream).read(buffer) {
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                // TODO: wake the task when it's worth trying again, and not at once.
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            result => Poll::Ready(result),
        });
        has_read.await
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        // Fails only if the system has closed the socket already.
        let _ = POLL.with_borrow(|poll| poll.registry().deregister(&mut self.stream));
        // TODO: leave no waker behind.
        let _ = self.id;
    }
}

fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::net;

    use support::{Wakes, must_end, poll};

    use super::*;

    const HANGS: &str = "A poll of `read` does not return. Does it loop until data is there, instead \
                         of returning `Poll::Pending`?";
    const NOTHING: &str = "nothing was sent, and `read` returned Ready: what does it return on \
                           `WouldBlock`?";
    const SECOND: Duration = Duration::from_secs(1);

    /// Returns the two ends of a connection. The reactor watches the first.
    fn pair() -> (Socket, net::TcpStream) {
        let listener = net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = listener.local_addr().expect("it is bound");
        let peer = net::TcpStream::connect(address).expect("it listens");
        let (stream, _) = listener.accept().expect("the peer has connected");
        (Socket::new(stream).expect("it can be watched"), peer)
    }

    /// Sends `text`, and waits until the reactor has its report of it.
    fn send(peer: &mut net::TcpStream, text: &str) {
        peer.write_all(text.as_bytes()).expect("the other end is open");
        react(SECOND).expect("it can wait");
    }

    /// Polls a new read, and gives up on it. Returns what it has read.
    fn read_once(socket: &Socket, waker: &Waker) -> Poll<Option<String>> {
        let mut buffer = [0; 16];
        let seen = poll(&mut Box::pin(socket.read(&mut buffer)), waker);
        seen.map(|count| {
            count.ok().map(|count| String::from_utf8_lossy(&buffer[..count]).into_owned())
        })
    }

    #[track_caller]
    fn expect_read(socket: &Socket, expected: &str, otherwise: &str) {
        let seen = read_once(socket, Waker::noop());
        let expected = Poll::Ready(Some(expected.to_owned()));
        assert!(seen == expected, "`read` returned {seen:?}, expected {expected:?}: {otherwise}");
    }

    #[test]
    fn data_that_is_there_is_read_at_once() {
        must_end(HANGS, || {
            let (socket, mut peer) = pair();
            send(&mut peer, "hello");
            expect_read(
                &socket,
                "hello",
                "the data was there, and reported, before the first poll. What does that poll try?",
            );
        });
    }

    #[test]
    fn a_read_without_data_waits_and_is_woken_once() {
        must_end(HANGS, || {
            let ((socket, mut peer), wakes) = (pair(), Wakes::new());
            assert!(read_once(&socket, &wakes.waker()).is_pending(), "{NOTHING}");
            wakes.expect(0, "nothing was sent. Does the task wake itself?");
            send(&mut peer, "hello");
            wakes.expect(1, "data has come. Is the waker in `WAITING`, under the socket's id?");
            expect_read(&socket, "hello", "data has come. Does each poll try to read?");
        });
    }

    #[test]
    fn only_the_task_of_the_ready_socket_is_woken() {
        must_end(HANGS, || {
            let ((one, mut peer), (two, _silent)) = (pair(), pair());
            let (first, second) = (Wakes::new(), Wakes::new());
            assert!(read_once(&one, &first.waker()).is_pending(), "{NOTHING}");
            assert!(read_once(&two, &second.waker()).is_pending(), "{NOTHING}");
            send(&mut peer, "hello");
            first.expect(1, "data has come for it. Under which id is its waker?");
            second.expect(0, "data has come for another one. Under which id is its waker?");
        });
    }

    #[test]
    fn the_last_waker_counts() {
        must_end(HANGS, || {
            let ((socket, mut peer), old, new) = (pair(), Wakes::new(), Wakes::new());
            assert!(read_once(&socket, &old.waker()).is_pending(), "{NOTHING}");
            assert!(read_once(&socket, &new.waker()).is_pending(), "{NOTHING}");
            send(&mut peer, "hello");
            new.expect(1, "it has polled last. Which waker is kept?");
        });
    }

    #[test]
    fn the_end_of_the_connection_is_read_too() {
        must_end(HANGS, || {
            let ((socket, peer), wakes) = (pair(), Wakes::new());
            assert!(read_once(&socket, &wakes.waker()).is_pending(), "{NOTHING}");
            drop(peer);
            react(SECOND).expect("it can wait");
            wakes.expect(1, "the peer has left. Is the waker in `WAITING`?");
            expect_read(&socket, "", "the peer has left. What does a read return then?");
        });
    }

    #[test]
    fn a_dropped_socket_leaves_no_waker() {
        must_end(HANGS, || {
            let (socket, _peer) = pair();
            assert!(read_once(&socket, Waker::noop()).is_pending(), "{NOTHING}");
            drop(socket);
            let left = WAITING.with_borrow(BTreeMap::len);
            assert!(
                left == 0,
                "a socket was dropped while a read waited, and `WAITING` holds {left} wakers: what \
                 removes them?"
            );
        });
    }
}
