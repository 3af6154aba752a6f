//! Sockets: TCP and UDP, waited for by the event loop itself.
//!
//! ```
//! use jacobio::io::{AsyncReadExt, AsyncWriteExt};
//! use jacobio::net::{TcpListener, TcpStream};
//! use jacobio::runtime::LocalRuntime;
//! use jacobio::task::spawn_local;
//!
//! fn main() -> std::io::Result<()> {
//!     LocalRuntime::new()?.block_on(async {
//!         let listener = TcpListener::bind("127.0.0.1:0").await?;
//!         let address = listener.local_addr()?;
//!         spawn_local(async move {
//!             let (mut client, _address) = listener.accept().await?;
//!             let mut name = [0; 5];
//!             client.read_exact(&mut name).await?;
//!             client.write_all(b"hello, ").await?;
//!             client.write_all(&name).await
//!         });
//!
//!         let mut stream = TcpStream::connect(address).await?;
//!         stream.write_all(b"world").await?;
//!         let mut answer = String::new();
//!         stream.read_to_string(&mut answer).await?;
//!         assert_eq!(answer, "hello, world");
//!         Ok(())
//!     })
//! }
//! ```
//!
//! `read`, `write_all` and their like are methods of the traits in [`io`](crate::io).
//!
//! # How it waits
//!
//! A socket is asked first. If the operating system answers that it would block, the task waits,
//! and the event loop goes on with the others. When no task is ready, the thread waits in one
//! system call for the next deadline, a wake-up by another thread, and all sockets. While some task
//! is always ready, the event loop looks at the sockets at least every 64 polls.
//!
//! That part of the event loop is its *reactor*. The first socket of a runtime makes it, on
//! [mio](https://docs.rs/mio). With sockets, a timer may fire up to a millisecond later than without:
//! so exact is the operating system's wait.
//!
//! # Which future is woken
//!
//! Any number of tasks may wait for one socket in the `async` methods of its type, as with
//! [`TcpListener::accept`] or [`UdpSocket::recv_from`]. Of the callers of a poll function, the last
//! one in each direction is woken. `read` and `write` of [`io`](crate::io) are such callers. It is
//! the same in tokio.
//!
//! # When the runtime is gone
//!
//! A socket may be kept longer than its runtime. Whatever would have to wait then returns an error.
//!
//! # A paused clock
//!
//! Sockets take real time. While every task waits, a [paused](crate::time::pause) clock looks once
//! whether a socket is ready, and then jumps to the next deadline: a timeout around a socket may
//! end before the peer, which other threads or programs are, has had time to answer.
//!
//! # Names
//!
//! An address may be a name, such as `"localhost:80"`. The operating system looks it up, and
//! blocks. So a thread that is started for it does that while other tasks run. Addresses in figures
//! need no lookup. [`lookup_host`] does the same by itself.

mod addresses;
mod lookup;
mod stream;
pub mod tcp;
mod tcp_listener;
mod tcp_stream;
mod traits;
mod udp_socket;

pub use addresses::ToSocketAddrs;
pub use lookup::lookup_host;
pub use tcp_listener::TcpListener;
pub use tcp_stream::TcpStream;
pub use udp_socket::UdpSocket;
