//! A TCP stream: one connection.

use std::io::{self, ErrorKind};
use std::net::{Shutdown, SocketAddr};
use std::rc::Rc;
use std::{fmt, net};

use crate::engine::readiness::Direction;
use crate::engine::socket::Socket;
use crate::engine::{current, shared::Shared};
use crate::net::ToSocketAddrs;
use crate::net::lookup::first_of;
use crate::net::tcp::{OwnedReadHalf, OwnedWriteHalf, ReadHalf, WriteHalf};
use crate::net::traits::{implement_read, implement_write};

/// A TCP stream: a connection to a peer, in both directions.
///
/// The methods to read and write are those of [`AsyncReadExt`](crate::io::AsyncReadExt) and
/// [`AsyncWriteExt`](crate::io::AsyncWriteExt). [`split`](Self::split) and
/// [`into_split`](Self::into_split) let two futures or two tasks read and write concurrently.
/// Dropping the stream closes the connection. The modules [`net`](crate::net) and [`io`](crate::io)
/// have examples.
pub struct TcpStream {
    socket: Socket<mio::net::TcpStream>,
}

impl TcpStream {
    pub(super) fn new(event_loop: &Rc<Shared>, stream: mio::net::TcpStream) -> io::Result<Self> {
        Ok(Self { socket: Socket::new(event_loop, stream)? })
    }

    pub(super) fn socket(&self) -> &Socket<mio::net::TcpStream> {
        &self.socket
    }

    /// Connects to a peer: tries one address after the other.
    ///
    /// It waits as long as the operating system does, which may be minutes.
    /// [`timeout`](crate::time::timeout()) limits it.
    ///
    /// # Errors
    ///
    /// That of the last address: [`ConnectionRefused`](ErrorKind::ConnectionRefused) if no program
    /// listens there, and others of the operating system; those of
    /// [`lookup_host`](crate::net::lookup_host).
    ///
    /// # Panics
    ///
    /// Outside a runtime.
    ///
    /// # Cancel safety
    ///
    /// This function is cancel safe: a call that is dropped closes the connection that it began.
    pub async fn connect<A: ToSocketAddrs>(address: A) -> io::Result<Self> {
        let event_loop = current::event_loop("TcpStream::connect");
        first_of(address, async |address| {
            let stream = mio::net::TcpStream::connect(address)?;
            let socket = Socket::new_connecting(&event_loop, stream)?;
            socket.wait_io(Direction::Write, is_connected).await?;
            Ok(Self { socket })
        })
        .await
    }

    /// Turns a stream of std into one of this runtime, for options that aren't here. It must be set
    /// to nonblocking before.
    ///
    /// # Errors
    ///
    /// Those of the registration.
    ///
    /// # Panics
    ///
    /// Outside a runtime.
    #[track_caller]
    pub fn from_std(stream: net::TcpStream) -> io::Result<Self> {
        let event_loop = current::event_loop("TcpStream::from_std");
        Self::new(&event_loop, mio::net::TcpStream::from_std(stream))
    }

    /// Waits until [`try_read`](Self::try_read) is worth a try. It may be woken in vain: then
    /// `try_read` returns [`WouldBlock`](ErrorKind::WouldBlock), and the next call waits again.
    ///
    /// # Errors
    ///
    /// If the runtime is gone.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe.
    ///
    /// # Examples
    ///
    /// Takes memory for a client only when there is something to read:
    ///
    /// ```
    /// use std::io::ErrorKind;
    ///
    /// use jacobio::net::TcpStream;
    ///
    /// async fn receive(client: &TcpStream) -> std::io::Result<Vec<u8>> {
    ///     loop {
    ///         client.readable().await?;
    ///         let mut buffer = vec![0; 4096];
    ///         match client.try_read(&mut buffer) {
    ///             Ok(length) => {
    ///                 buffer.truncate(length);
    ///                 return Ok(buffer);
    ///             }
    ///             Err(error) if error.kind() == ErrorKind::WouldBlock => {}
    ///             Err(error) => return Err(error),
    ///         }
    ///     }
    /// }
    /// ```
    pub async fn readable(&self) -> io::Result<()> {
        self.socket.wait_io(Direction::Read, |_| Ok(())).await
    }

    /// Waits until [`try_write`](Self::try_write) is worth a try, as [`readable`](Self::readable)
    /// does for reading.
    ///
    /// # Errors
    ///
    /// If the runtime is gone.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe.
    pub async fn writable(&self) -> io::Result<()> {
        self.socket.wait_io(Direction::Write, |_| Ok(())).await
    }

    /// Reads what there is, at most as much as `buffer` holds, without waiting. Returns 0 when the
    /// peer sends no more.
    ///
    /// # Errors
    ///
    /// [`WouldBlock`](ErrorKind::WouldBlock) if there is nothing, and others of the operating
    /// system.
    pub fn try_read(&self, buffer: &mut [u8]) -> io::Result<usize> {
        self.socket.try_read(buffer)
    }

    /// Writes some bytes of `buffer`, from its beginning, without waiting. Returns how many.
    ///
    /// # Errors
    ///
    /// [`WouldBlock`](ErrorKind::WouldBlock) if there is no room, and others of the operating
    /// system.
    pub fn try_write(&self, buffer: &[u8]) -> io::Result<usize> {
        self.socket.try_write(buffer)
    }

    /// Waits for something to read and copies it to `buffer`, but leaves it in the stream.
    ///
    /// # Errors
    ///
    /// Those of the operating system.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe.
    pub async fn peek(&self, buffer: &mut [u8]) -> io::Result<usize> {
        self.socket.wait_io(Direction::Read, |io| io.peek(buffer)).await
    }

    /// Splits the stream in two, for two futures of one task. It costs nothing.
    pub fn split(&mut self) -> (ReadHalf<'_>, WriteHalf<'_>) {
        (ReadHalf(self), WriteHalf(self))
    }

    /// Splits the stream in two, for two tasks. It costs an allocation. Dropping the
    /// [`OwnedWriteHalf`] ends the writing, and dropping both closes the connection.
    pub fn into_split(self) -> (OwnedReadHalf, OwnedWriteHalf) {
        let stream = Rc::new(self);
        (OwnedReadHalf::new(Rc::clone(&stream)), OwnedWriteHalf::new(stream))
    }

    /// Returns the address of this end.
    ///
    /// # Errors
    ///
    /// Those of the operating system.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.socket.io().local_addr()
    }

    /// Returns the address of the peer.
    ///
    /// # Errors
    ///
    /// Those of the operating system: [`NotConnected`](ErrorKind::NotConnected) if the connection
    /// has ended.
    pub fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.socket.io().peer_addr()
    }

    /// Sends small messages at once (`true`), or collects them for a while (`false`, as at first):
    /// the option `TCP_NODELAY`.
    ///
    /// # Errors
    ///
    /// Those of the operating system.
    pub fn set_nodelay(&self, nodelay: bool) -> io::Result<()> {
        self.socket.io().set_nodelay(nodelay)
    }

    /// Returns the option of [`set_nodelay`](Self::set_nodelay).
    ///
    /// # Errors
    ///
    /// Those of the operating system.
    pub fn nodelay(&self) -> io::Result<bool> {
        self.socket.io().nodelay()
    }

    /// Ends the writing. If the peer has ended the connection, that isn't an error, as in tokio.
    pub(super) fn end_writing(&self) -> io::Result<()> {
        match self.socket.io().shutdown(Shutdown::Write) {
            Err(error) if error.kind() == ErrorKind::NotConnected => Ok(()),
            result => result,
        }
    }
}

/// Whether a connection that was begun is there.
fn is_connected(stream: &mio::net::TcpStream) -> io::Result<()> {
    if let Some(error) = stream.take_error()? {
        return Err(error);
    }
    match stream.peer_addr() {
        Err(error) if error.kind() == ErrorKind::NotConnected => Err(ErrorKind::WouldBlock.into()),
        peer => peer.map(|_| ()),
    }
}

implement_read!(TcpStream);
implement_write!(TcpStream);

impl fmt::Debug for TcpStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.socket.io().fmt(f)
    }
}

#[cfg(unix)]
impl std::os::fd::AsFd for TcpStream {
    fn as_fd(&self) -> std::os::fd::BorrowedFd<'_> {
        self.socket.io().as_fd()
    }
}
