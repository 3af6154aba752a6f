//! A TCP listener: it accepts connections.

use std::io;
use std::net::SocketAddr;
use std::task::{Context, Poll};
use std::{fmt, net};

use crate::engine::current;
use crate::engine::readiness::Direction;
use crate::engine::socket::Socket;
use crate::net::lookup::first_of;
use crate::net::{TcpStream, ToSocketAddrs};

/// A TCP listener: waits at an address for connections.
///
/// Dropping it closes the socket. Connections that it has accepted stay open.
///
/// # Examples
///
/// A task for each client, so that one that is slow doesn't hold up the others. An error of
/// `accept` is that of one connection, or passes: a server goes on.
///
/// ```no_run
/// use jacobio::io::AsyncWriteExt;
/// use jacobio::net::TcpListener;
/// use jacobio::task::spawn_local;
/// use jacobio::time::{Duration, sleep};
///
/// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
/// let listener = TcpListener::bind("127.0.0.1:7000").await?;
/// loop {
///     match listener.accept().await {
///         Ok((mut client, _address)) => {
///             spawn_local(async move { client.write_all(b"hello\n").await });
///         }
///         // Such as too many open files: some may be closed soon.
///         Err(_) => sleep(Duration::from_millis(100)).await,
///     }
/// }
/// # #[allow(unreachable_code)]
/// # Ok::<(), std::io::Error>(())
/// # })?;
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct TcpListener {
    socket: Socket<mio::net::TcpListener>,
}

impl TcpListener {
    /// Listens at the first of the addresses that can be bound. Port 0 stands for a free port,
    /// which [`local_addr`](Self::local_addr) tells.
    ///
    /// On Unix the option `SO_REUSEADDR` is set, so a server can be started again at once.
    ///
    /// # Errors
    ///
    /// [`AddrInUse`](io::ErrorKind::AddrInUse), and others of the operating system; those of
    /// [`lookup_host`](crate::net::lookup_host).
    ///
    /// # Panics
    ///
    /// Outside a runtime.
    ///
    /// # Cancel safety
    ///
    /// This function is cancel safe.
    pub async fn bind<A: ToSocketAddrs>(address: A) -> io::Result<Self> {
        let event_loop = current::event_loop("TcpListener::bind");
        first_of(address, async |address| {
            let socket = Socket::new(&event_loop, mio::net::TcpListener::bind(address)?)?;
            Ok(Self { socket })
        })
        .await
    }

    /// Turns a listener of std into one of this runtime, for options that aren't here. It must be
    /// set to nonblocking before.
    ///
    /// # Errors
    ///
    /// Those of the registration.
    ///
    /// # Panics
    ///
    /// Outside a runtime.
    #[track_caller]
    pub fn from_std(listener: net::TcpListener) -> io::Result<Self> {
        let event_loop = current::event_loop("TcpListener::from_std");
        let socket = Socket::new(&event_loop, mio::net::TcpListener::from_std(listener))?;
        Ok(Self { socket })
    }

    /// Waits for a connection. Returns it, and the peer's address.
    ///
    /// Any number of tasks may accept from one listener.
    ///
    /// # Errors
    ///
    /// [`ConnectionAborted`](io::ErrorKind::ConnectionAborted) if the peer has gone again, and
    /// others of the operating system, such as too many open files. The listener stays usable.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: no connection is lost by a call that is dropped.
    pub async fn accept(&self) -> io::Result<(TcpStream, SocketAddr)> {
        let accepted = self.socket.wait_io(Direction::Read, mio::net::TcpListener::accept).await;
        self.registered(accepted?)
    }

    /// [`accept`](Self::accept) as a poll function. Of several callers the last one is woken.
    ///
    /// # Errors
    ///
    /// Those of `accept`.
    pub fn poll_accept(&self, cx: &mut Context<'_>) -> Poll<io::Result<(TcpStream, SocketAddr)>> {
        let accepted = self.socket.poll_io(Direction::Read, cx, mio::net::TcpListener::accept);
        accepted.map(|accepted| self.registered(accepted?))
    }

    /// Registers an accepted connection with the listener's runtime.
    fn registered(
        &self,
        (stream, address): (mio::net::TcpStream, SocketAddr),
    ) -> io::Result<(TcpStream, SocketAddr)> {
        Ok((TcpStream::new(self.socket.event_loop(), stream)?, address))
    }

    /// Returns the address that the listener is bound to.
    ///
    /// # Errors
    ///
    /// Those of the operating system.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.socket.io().local_addr()
    }
}

impl fmt::Debug for TcpListener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.socket.io().fmt(f)
    }
}

#[cfg(unix)]
impl std::os::fd::AsFd for TcpListener {
    fn as_fd(&self) -> std::os::fd::BorrowedFd<'_> {
        self.socket.io().as_fd()
    }
}
