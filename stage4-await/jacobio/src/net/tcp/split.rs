//! Halves that borrow the stream.

use crate::engine::socket::Socket;
use crate::net::TcpStream;
use crate::net::traits::{implement_read, implement_write};

/// The half to read from, lent out by [`TcpStream::split`].
///
/// # Examples
///
/// Sends and receives concurrently. One after the other, both ends could wait for each other: each
/// for room to write, which only a reader makes.
///
/// ```
/// use futures::try_join;
/// use jacobio::io::{AsyncReadExt, AsyncWriteExt};
/// use jacobio::net::TcpStream;
///
/// async fn exchange(stream: &mut TcpStream, question: &[u8]) -> std::io::Result<Vec<u8>> {
///     let mut answer = Vec::new();
///     let (mut reader, mut writer) = stream.split();
///     try_join!(
///         async {
///             writer.write_all(question).await?;
///             writer.shutdown().await
///         },
///         reader.read_to_end(&mut answer),
///     )?;
///     Ok(answer)
/// }
/// ```
#[derive(Debug)]
pub struct ReadHalf<'a>(pub(in crate::net) &'a TcpStream);

/// The half to write to, lent out by [`TcpStream::split`]. Dropping it ends nothing.
#[derive(Debug)]
pub struct WriteHalf<'a>(pub(in crate::net) &'a TcpStream);

impl ReadHalf<'_> {
    fn socket(&self) -> &Socket<mio::net::TcpStream> {
        self.0.socket()
    }
}

impl WriteHalf<'_> {
    fn socket(&self) -> &Socket<mio::net::TcpStream> {
        self.0.socket()
    }

    fn end_writing(&self) -> std::io::Result<()> {
        self.0.end_writing()
    }
}

/// For the methods that don't read.
impl AsRef<TcpStream> for ReadHalf<'_> {
    fn as_ref(&self) -> &TcpStream {
        self.0
    }
}

/// For the methods that don't write.
impl AsRef<TcpStream> for WriteHalf<'_> {
    fn as_ref(&self) -> &TcpStream {
        self.0
    }
}

implement_read!(ReadHalf<'_>);
implement_write!(WriteHalf<'_>);
