//! What a program calls to write.

use std::future::poll_fn;
use std::io::{self, ErrorKind};
use std::pin::Pin;

use futures_io::AsyncWrite;

/// The methods of everything that implements [`AsyncWrite`].
///
/// The [module](crate::io) has an example.
#[expect(async_fn_in_trait, reason = "one thread polls these futures, so none has to be `Send`")]
pub trait AsyncWriteExt: AsyncWrite {
    /// Writes some bytes of `buffer`, from its beginning, and returns how many. Waits if there is
    /// no room for any.
    ///
    /// # Errors
    ///
    /// Those of the writer. A TCP stream whose peer is gone returns
    /// [`BrokenPipe`](ErrorKind::BrokenPipe) or [`ConnectionReset`](ErrorKind::ConnectionReset).
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: a call that is dropped has written nothing.
    async fn write(&mut self, buffer: &[u8]) -> io::Result<usize>
    where
        Self: Unpin,
    {
        poll_fn(|cx| Pin::new(&mut *self).poll_write(cx, buffer)).await
    }

    /// Writes all of `buffer`.
    ///
    /// # Errors
    ///
    /// [`WriteZero`](ErrorKind::WriteZero) if the writer takes no more, and those of the writer.
    ///
    /// # Cancel safety
    ///
    /// This method is **not** cancel safe: a call that is dropped may have written a part, and
    /// doesn't say how much.
    async fn write_all(&mut self, mut buffer: &[u8]) -> io::Result<()>
    where
        Self: Unpin,
    {
        while !buffer.is_empty() {
            match self.write(buffer).await? {
                0 => return Err(ErrorKind::WriteZero.into()),
                length => buffer = &buffer[length..],
            }
        }
        Ok(())
    }

    /// Passes on what the writer has buffered. The sockets of this crate buffer nothing.
    ///
    /// # Errors
    ///
    /// Those of the writer.
    ///
    /// # Cancel safety
    ///
    /// A call that is dropped may have passed on a part. Another call passes on the rest.
    async fn flush(&mut self) -> io::Result<()>
    where
        Self: Unpin,
    {
        poll_fn(|cx| Pin::new(&mut *self).poll_flush(cx)).await
    }

    /// Ends the writing: the peer reads what was written before, and then the end. The other
    /// direction stays open.
    ///
    /// # Errors
    ///
    /// Those of the writer.
    ///
    /// # Cancel safety
    ///
    /// A call that is dropped may be made again.
    #[doc(alias = "close")]
    async fn shutdown(&mut self) -> io::Result<()>
    where
        Self: Unpin,
    {
        poll_fn(|cx| Pin::new(&mut *self).poll_close(cx)).await
    }
}

impl<W: AsyncWrite + ?Sized> AsyncWriteExt for W {}
