//! The sockets of the runtimes that have them, in one form for all.
//!
//! They are apart from the adapters, which are also built alone, and without sockets.

use std::net::SocketAddr;

use async_io::Async;
use futures_lite::{AsyncReadExt, AsyncWriteExt};

use super::Runtime;
use super::async_executor::AsyncExecutor;
use super::jacobio::Jacobio;
use super::tokio::Tokio;

/// What is sent in one piece.
pub type Message = [u8; 64];

/// A runtime with sockets.
pub trait Sockets: Runtime {
    /// Accepts connections.
    type Listener: 'static;
    /// A connection.
    type Stream: 'static;

    /// Listens at a free port, which is returned too.
    async fn bind() -> (Self::Listener, SocketAddr);

    async fn accept(listener: &Self::Listener) -> Self::Stream;

    async fn connect(address: SocketAddr) -> Self::Stream;

    async fn send(stream: &mut Self::Stream, message: &Message);

    /// Receives a message. Returns `false` if the peer has ended the connection instead.
    async fn receive(stream: &mut Self::Stream, message: &mut Message) -> bool;
}

const WORKS: &str = "the operating system connects two sockets of this machine";

/// jacobio and tokio differ by one word.
macro_rules! sockets_of {
    ($runtime:ty, $library:ident) => {
        impl Sockets for $runtime {
            type Listener = $library::net::TcpListener;
            type Stream = $library::net::TcpStream;

            async fn bind() -> (Self::Listener, SocketAddr) {
                let listener = $library::net::TcpListener::bind("127.0.0.1:0").await.expect(WORKS);
                let address = listener.local_addr().expect(WORKS);
                (listener, address)
            }

            async fn accept(listener: &Self::Listener) -> Self::Stream {
                listener.accept().await.expect(WORKS).0
            }

            async fn connect(address: SocketAddr) -> Self::Stream {
                $library::net::TcpStream::connect(address).await.expect(WORKS)
            }

            async fn send(stream: &mut Self::Stream, message: &Message) {
                $library::io::AsyncWriteExt::write_all(stream, message).await.expect(WORKS);
            }

            async fn receive(stream: &mut Self::Stream, message: &mut Message) -> bool {
                $library::io::AsyncReadExt::read_exact(stream, message).await.is_ok()
            }
        }
    };
}

sockets_of!(Jacobio, jacobio);
sockets_of!(Tokio<true>, tokio);

impl Sockets for AsyncExecutor {
    type Listener = Async<std::net::TcpListener>;
    type Stream = Async<std::net::TcpStream>;

    async fn bind() -> (Self::Listener, SocketAddr) {
        let listener = Async::<std::net::TcpListener>::bind(([127, 0, 0, 1], 0)).expect(WORKS);
        let address = listener.get_ref().local_addr().expect(WORKS);
        (listener, address)
    }

    async fn accept(listener: &Self::Listener) -> Self::Stream {
        listener.accept().await.expect(WORKS).0
    }

    async fn connect(address: SocketAddr) -> Self::Stream {
        Async::<std::net::TcpStream>::connect(address).await.expect(WORKS)
    }

    async fn send(stream: &mut Self::Stream, message: &Message) {
        stream.write_all(message).await.expect(WORKS);
    }

    async fn receive(stream: &mut Self::Stream, message: &mut Message) -> bool {
        stream.read_exact(message).await.is_ok()
    }
}
