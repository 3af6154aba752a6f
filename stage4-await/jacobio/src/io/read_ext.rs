//! What a program calls to read.

use std::future::poll_fn;
use std::io::{self, ErrorKind};
use std::pin::Pin;

use futures_io::AsyncRead;

/// The methods of everything that implements [`AsyncRead`].
///
/// The [module](crate::io) has an example.
#[expect(async_fn_in_trait, reason = "one thread polls these futures, so none has to be `Send`")]
pub trait AsyncReadExt: AsyncRead {
    /// Reads what there is, at most as much as `buffer` holds, and returns how much that was. Waits
    /// if there is nothing yet. Returns 0 when the peer sends no more, or if `buffer` is empty.
    ///
    /// # Errors
    ///
    /// Those of the reader. A TCP stream whose peer has reset it returns
    /// [`ConnectionReset`](ErrorKind::ConnectionReset).
    ///
    /// # Cancel safety
    ///
    /// This method is cancel safe: a call that is dropped has read nothing.
    async fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize>
    where
        Self: Unpin,
    {
        poll_fn(|cx| Pin::new(&mut *self).poll_read(cx, buffer)).await
    }

    /// Fills all of `buffer`, and returns its length.
    ///
    /// # Errors
    ///
    /// [`UnexpectedEof`](ErrorKind::UnexpectedEof) if the peer sends less, and those of the reader.
    ///
    /// # Cancel safety
    ///
    /// This method is **not** cancel safe: a call that is dropped may have filled a part of
    /// `buffer`, and doesn't say how much.
    async fn read_exact(&mut self, buffer: &mut [u8]) -> io::Result<usize>
    where
        Self: Unpin,
    {
        let mut filled = 0;
        while filled < buffer.len() {
            match self.read(&mut buffer[filled..]).await? {
                0 => return Err(io::Error::new(ErrorKind::UnexpectedEof, "early eof")),
                length => filled += length,
            }
        }
        Ok(filled)
    }

    /// Appends everything to `bytes` until the peer sends no more. Returns how much that was.
    ///
    /// # Errors
    ///
    /// Those of the reader. What came before an error is in `bytes`.
    ///
    /// # Cancel safety
    ///
    /// What was read by a call that is dropped is in `bytes`, and another call goes on from there.
    async fn read_to_end(&mut self, bytes: &mut Vec<u8>) -> io::Result<usize>
    where
        Self: Unpin,
    {
        // On the heap: a large buffer inside the future would be moved along with it.
        let mut buffer = vec![0; 8 * 1024];
        let before = bytes.len();
        loop {
            match self.read(&mut buffer).await? {
                0 => return Ok(bytes.len() - before),
                length => bytes.extend_from_slice(&buffer[..length]),
            }
        }
    }

    /// Appends everything to `text` until the peer sends no more. Returns how many bytes that were.
    ///
    /// # Errors
    ///
    /// [`InvalidData`](ErrorKind::InvalidData) if it isn't UTF-8, and those of the reader. Then
    /// `text` is as before.
    ///
    /// # Cancel safety
    ///
    /// This method is **not** cancel safe: a call that is dropped loses what it has read.
    async fn read_to_string(&mut self, text: &mut String) -> io::Result<usize>
    where
        Self: Unpin,
    {
        let mut bytes = Vec::new();
        self.read_to_end(&mut bytes).await?;
        let read =
            String::from_utf8(bytes).map_err(|e| io::Error::new(ErrorKind::InvalidData, e))?;
        text.push_str(&read);
        Ok(read.len())
    }
}

impl<R: AsyncRead + ?Sized> AsyncReadExt for R {}
