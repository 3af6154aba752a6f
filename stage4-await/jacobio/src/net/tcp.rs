//! The halves of a TCP stream, for reading and writing concurrently.
//!
//! [`TcpStream::split`](crate::net::TcpStream::split) lends them out, and
//! [`TcpStream::into_split`](crate::net::TcpStream::into_split) gives them away.

mod split;
mod split_owned;

pub use split::{ReadHalf, WriteHalf};
pub use split_owned::{OwnedReadHalf, OwnedWriteHalf, ReuniteError};
