//! Reading and writing: the traits that the sockets implement, and their methods.
//!
//! [`AsyncReadExt`] and [`AsyncWriteExt`] have the methods that a program calls, such as `read`,
//! `write_all` and `shutdown`. They do what tokio's do. Import both, and use a stream of [`net`]:
//!
//! ```
//! use jacobio::io::{AsyncReadExt, AsyncWriteExt};
//! use jacobio::net::{TcpListener, TcpStream};
//!
//! # jacobio::runtime::LocalRuntime::new()?.block_on(async {
//! let listener = TcpListener::bind("127.0.0.1:0").await?;
//! let mut client = TcpStream::connect(listener.local_addr()?).await?;
//! let (mut server, _address) = listener.accept().await?;
//!
//! client.write_all(b"hello").await?;
//! client.shutdown().await?; // nothing more will come
//! let mut text = String::new();
//! server.read_to_string(&mut text).await?;
//! assert_eq!(text, "hello");
//! # Ok::<(), std::io::Error>(())
//! # })?;
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! # The traits underneath
//!
//! [`AsyncRead`] and [`AsyncWrite`] are those of the crate `futures-io`, which no runtime owns.
//! They pass a plain `&mut [u8]`, as [`std::io::Read`] does. What is written for them runs here
//! unchanged: `futures`, `smol-hyper`, `async-tungstenite`. Buffered readers, `copy` and `lines`
//! come from there too, as `futures::io`.
//!
//! Tokio has traits of its own under the same names. With the feature `tokio` the sockets implement
//! these as well. Then hyper takes them through `hyper_util::rt::TokioIo`, and `tokio_util`'s
//! codecs frame them. The feature adds the crate `tokio` without its runtime.
//!
//! [`net`]: crate::net

mod read_ext;
mod write_ext;

pub use std::io::{Error, ErrorKind, Result};

pub use futures_io::{AsyncRead, AsyncWrite};
pub use read_ext::AsyncReadExt;
pub use write_ext::AsyncWriteExt;
