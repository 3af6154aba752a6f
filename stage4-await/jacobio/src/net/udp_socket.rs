//! A UDP socket: it sends and receives messages.

use std::io;
use std::net::SocketAddr;
use std::{fmt, net};

use crate::engine::current;
use crate::engine::readiness::Direction;
use crate::engine::socket::Socket;
use crate::net::ToSocketAddrs;
use crate::net::lookup::first_of;

/// A UDP socket.
///
/// Any number of tasks may send and receive through one socket, for instance through an
/// [`Rc`](std::rc::Rc).
///
/// # Examples
///
/// ```
/// use jacobio::net::UdpSocket;
///
/// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
/// let server = UdpSocket::bind("127.0.0.1:0").await?;
/// let client = UdpSocket::bind("127.0.0.1:0").await?;
/// client.connect(server.local_addr()?).await?;
/// client.send(b"hello").await?;
///
/// let mut buffer = [0; 1500];
/// let (length, address) = server.recv_from(&mut buffer).await?;
/// server.send_to(&buffer[..length], address).await?;
/// assert_eq!(client.recv(&mut buffer).await?, 5);
/// # Ok::<(), std::io::Error>(())
/// # })?;
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct UdpSocket {
    socket: Socket<mio::net::UdpSocket>,
}

impl UdpSocket {
    /// Makes a socket at the first of the addresses that can be bound. Port 0 stands for a free
    /// port.
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
        let event_loop = current::event_loop("UdpSocket::bind");
        first_of(address, async |address| {
            Ok(Self { socket: Socket::new(&event_loop, mio::net::UdpSocket::bind(address)?)? })
        })
        .await
    }

    /// Turns a socket of std into one of this runtime, for options that aren't here. It must be set
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
    pub fn from_std(socket: net::UdpSocket) -> io::Result<Self> {
        let event_loop = current::event_loop("UdpSocket::from_std");
        let socket = Socket::new(&event_loop, mio::net::UdpSocket::from_std(socket))?;
        Ok(Self { socket })
    }

    /// Sets the peer for [`send`](Self::send) and [`recv`](Self::recv): the first of the addresses
    /// that can be reached. From then on messages of others are not received.
    ///
    /// # Errors
    ///
    /// Those of the operating system and of [`lookup_host`](crate::net::lookup_host).
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe.
    pub async fn connect<A: ToSocketAddrs>(&self, address: A) -> io::Result<()> {
        first_of(address, async |address| self.socket.io().connect(address)).await
    }

    /// Sends a message to the peer of [`connect`](Self::connect). Returns its length.
    ///
    /// # Errors
    ///
    /// Those of the operating system. [`ConnectionRefused`](io::ErrorKind::ConnectionRefused)
    /// reports an earlier message that nothing received. The socket stays usable.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: a call that is dropped has sent nothing.
    pub async fn send(&self, message: &[u8]) -> io::Result<usize> {
        self.socket.wait_io(Direction::Write, |io| io.send(message)).await
    }

    /// Receives a message of the peer of [`connect`](Self::connect). Returns its length. What
    /// `buffer` doesn't hold is lost.
    ///
    /// # Errors
    ///
    /// Those of [`send`](Self::send).
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: a call that is dropped has received nothing.
    pub async fn recv(&self, buffer: &mut [u8]) -> io::Result<usize> {
        self.socket.wait_io(Direction::Read, |io| io.recv(buffer)).await
    }

    /// Sends a message to the first of the addresses. Returns its length.
    ///
    /// # Errors
    ///
    /// Those of the operating system and of [`lookup_host`](crate::net::lookup_host).
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: a call that is dropped has sent nothing.
    pub async fn send_to<A: ToSocketAddrs>(&self, message: &[u8], to: A) -> io::Result<usize> {
        first_of(to, async |address| {
            self.socket.wait_io(Direction::Write, |io| io.send_to(message, address)).await
        })
        .await
    }

    /// Receives a message. Returns its length and the sender's address. What `buffer` doesn't hold
    /// is lost.
    ///
    /// # Errors
    ///
    /// Those of the operating system.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: a call that is dropped has received nothing.
    pub async fn recv_from(&self, buffer: &mut [u8]) -> io::Result<(usize, SocketAddr)> {
        self.socket.wait_io(Direction::Read, |io| io.recv_from(buffer)).await
    }

    /// Waits until [`try_recv_from`](Self::try_recv_from) is worth a try. It may be woken in vain.
    ///
    /// # Errors
    ///
    /// If the runtime is gone.
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe.
    pub async fn readable(&self) -> io::Result<()> {
        self.socket.wait_io(Direction::Read, |_| Ok(())).await
    }

    /// Waits until [`try_send_to`](Self::try_send_to) is worth a try. It may be woken in vain.
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

    /// [`recv_from`](Self::recv_from) without waiting.
    ///
    /// # Errors
    ///
    /// [`WouldBlock`](io::ErrorKind::WouldBlock) if there is no message, and those of `recv_from`.
    pub fn try_recv_from(&self, buffer: &mut [u8]) -> io::Result<(usize, SocketAddr)> {
        self.socket.try_io(Direction::Read, |io| io.recv_from(buffer))
    }

    /// [`send_to`](Self::send_to) without waiting.
    ///
    /// # Errors
    ///
    /// [`WouldBlock`](io::ErrorKind::WouldBlock) if there is no room, and those of `send_to`.
    pub fn try_send_to(&self, message: &[u8], to: SocketAddr) -> io::Result<usize> {
        self.socket.try_io(Direction::Write, |io| io.send_to(message, to))
    }

    /// Returns the address that the socket is bound to.
    ///
    /// # Errors
    ///
    /// Those of the operating system.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.socket.io().local_addr()
    }

    /// Returns the address of the peer of [`connect`](Self::connect).
    ///
    /// # Errors
    ///
    /// [`NotConnected`](io::ErrorKind::NotConnected) if there is none.
    pub fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.socket.io().peer_addr()
    }
}

impl fmt::Debug for UdpSocket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.socket.io().fmt(f)
    }
}

#[cfg(unix)]
impl std::os::fd::AsFd for UdpSocket {
    fn as_fd(&self) -> std::os::fd::BorrowedFd<'_> {
        self.socket.io().as_fd()
    }
}
