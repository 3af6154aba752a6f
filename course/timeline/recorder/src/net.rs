//! Sockets, as jacobio's, tokio's and the reacting loop's, with the methods that the former two
//! have in `AsyncReadExt` and `AsyncWriteExt`.

use std::io;
use std::net::{SocketAddr, ToSocketAddrs};
use std::pin::Pin;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::event::{On, Operation};
use crate::journal;
use crate::on::{Loop, lacks, options};
use crate::stages::reacting;
use crate::wait::{Subject, Wait};

type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Listens for connections.
pub struct TcpListener {
    number: usize,
    listener: Listener,
}

enum Listener {
    Reacting(reacting::TcpListener),
    Jacobio(jacobio::net::TcpListener),
    Tokio(tokio::net::TcpListener),
}

/// A connection.
pub struct TcpStream {
    number: usize,
    stream: Stream,
}

enum Stream {
    Reacting(reacting::TcpStream),
    Jacobio(jacobio::net::TcpStream),
    Tokio(tokio::net::TcpStream),
}

fn first(address: impl ToSocketAddrs) -> io::Result<SocketAddr> {
    address.to_socket_addrs()?.next().ok_or_else(|| io::ErrorKind::InvalidInput.into())
}

#[track_caller]
fn wait<F>(socket: usize, to: Operation, future: F) -> Wait<F> {
    Wait::new(Subject::Known(On::Socket { socket, to }), future)
}

impl TcpListener {
    /// Listens on `address`.
    ///
    /// # Errors
    ///
    /// If the system refuses.
    pub async fn bind(address: impl ToSocketAddrs) -> io::Result<Self> {
        let address = first(address)?;
        let listener = match options().on {
            Loop::Reacting => Listener::Reacting(reacting::TcpListener::bind(address).await?),
            Loop::Jacobio => Listener::Jacobio(jacobio::net::TcpListener::bind(address).await?),
            Loop::Tokio => Listener::Tokio(tokio::net::TcpListener::bind(address).await?),
            _ => lacks("TcpListener"),
        };
        Ok(Self { number: journal::new_socket(), listener })
    }

    /// The address on which it listens.
    ///
    /// # Errors
    ///
    /// If the system refuses.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        match &self.listener {
            Listener::Reacting(listener) => listener.local_addr(),
            Listener::Jacobio(listener) => listener.local_addr(),
            Listener::Tokio(listener) => listener.local_addr(),
        }
    }

    /// Waits for a connection.
    #[track_caller]
    pub fn accept(&self) -> Wait<BoxFuture<'_, io::Result<(TcpStream, SocketAddr)>>> {
        let accept = async {
            let (stream, peer) = match &self.listener {
                Listener::Reacting(listener) => {
                    let (stream, peer) = listener.accept().await?;
                    (Stream::Reacting(stream), peer)
                }
                Listener::Jacobio(listener) => {
                    let (stream, peer) = listener.accept().await?;
                    (Stream::Jacobio(stream), peer)
                }
                Listener::Tokio(listener) => {
                    let (stream, peer) = listener.accept().await?;
                    (Stream::Tokio(stream), peer)
                }
            };
            Ok((TcpStream { number: journal::new_socket(), stream }, peer))
        };
        wait(self.number, Operation::Accept, Box::pin(accept))
    }
}

impl TcpStream {
    /// Connects to `address`.
    #[track_caller]
    pub fn connect(address: impl ToSocketAddrs) -> Wait<BoxFuture<'static, io::Result<Self>>> {
        let (number, address) = (journal::new_socket(), first(address));
        let connect = async move {
            let address = address?;
            let stream = match options().on {
                Loop::Reacting => Stream::Reacting(reacting::TcpStream::connect(address).await?),
                Loop::Jacobio => Stream::Jacobio(jacobio::net::TcpStream::connect(address).await?),
                Loop::Tokio => Stream::Tokio(tokio::net::TcpStream::connect(address).await?),
                _ => lacks("TcpStream"),
            };
            Ok(Self { number, stream })
        };
        wait(number, Operation::Connect, Box::pin(connect))
    }

    /// Waits for bytes, and reads those that are there and fit into `buffer`.
    #[track_caller]
    pub fn read<'a>(&'a mut self, buffer: &'a mut [u8]) -> Wait<BoxFuture<'a, io::Result<usize>>> {
        let number = self.number;
        let read = async move {
            let bytes = match &mut self.stream {
                Stream::Reacting(stream) => stream.read(buffer).await?,
                // Under a feature of jacobio the stream has tokio's trait, too.
                Stream::Jacobio(stream) => jacobio::io::AsyncReadExt::read(stream, buffer).await?,
                Stream::Tokio(stream) => stream.read(buffer).await?,
            };
            journal::moved(number, Operation::Read, bytes);
            Ok(bytes)
        };
        wait(number, Operation::Read, Box::pin(read))
    }

    /// Writes all `bytes`.
    #[track_caller]
    pub fn write_all<'a>(&'a mut self, bytes: &'a [u8]) -> Wait<BoxFuture<'a, io::Result<()>>> {
        let number = self.number;
        let write = async move {
            match &mut self.stream {
                Stream::Reacting(stream) => stream.write_all(bytes).await?,
                Stream::Jacobio(stream) => {
                    jacobio::io::AsyncWriteExt::write_all(stream, bytes).await?;
                }
                Stream::Tokio(stream) => stream.write_all(bytes).await?,
            }
            journal::moved(number, Operation::Write, bytes.len());
            Ok(())
        };
        wait(number, Operation::Write, Box::pin(write))
    }
}
