//! Halves that share the stream.

use std::rc::Rc;
use std::{error, fmt, io};

use crate::engine::socket::Socket;
use crate::net::TcpStream;
use crate::net::traits::{implement_read, implement_write};

/// The half to read from, given away by [`TcpStream::into_split`].
///
/// Dropping it leaves the other half open.
#[derive(Debug)]
pub struct OwnedReadHalf(Rc<TcpStream>);

/// The half to write to, given away by [`TcpStream::into_split`].
///
/// Dropping it ends the writing, as [`shutdown`](crate::io::AsyncWriteExt::shutdown) does, even
/// while the other half is there.
///
/// # Examples
///
/// One task reads what another one writes:
///
/// ```
/// use jacobio::io::{AsyncReadExt, AsyncWriteExt};
/// use jacobio::net::{TcpListener, TcpStream};
/// use jacobio::task::spawn_local;
///
/// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
/// # let listener = TcpListener::bind("127.0.0.1:0").await?;
/// # let address = listener.local_addr()?;
/// # spawn_local(async move { futures::io::copy(&mut listener.accept().await?.0.split().0, &mut
/// futures::io::sink()).await }); let (mut reader, mut writer) =
/// TcpStream::connect(address).await?.into_split(); let received = spawn_local(async move {
///     let mut answer = Vec::new();
///     reader.read_to_end(&mut answer).await.map(|_| answer)
/// });
/// writer.write_all(b"question").await?;
/// drop(writer);
/// println!("{} bytes", received.await??.len());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct OwnedWriteHalf {
    stream: Rc<TcpStream>,
    /// Whether the drop ends the writing: until `shutdown`, `forget` or `reunite`.
    ends_writing: bool,
}

impl OwnedReadHalf {
    pub(in crate::net) fn new(stream: Rc<TcpStream>) -> Self {
        Self(stream)
    }

    fn socket(&self) -> &Socket<mio::net::TcpStream> {
        self.0.socket()
    }

    /// Puts two halves together again.
    ///
    /// # Errors
    ///
    /// If they are of two streams. The error returns them.
    pub fn reunite(self, write: OwnedWriteHalf) -> Result<TcpStream, ReuniteError> {
        write.reunite(self)
    }
}

impl OwnedWriteHalf {
    pub(in crate::net) fn new(stream: Rc<TcpStream>) -> Self {
        Self { stream, ends_writing: true }
    }

    fn socket(&self) -> &Socket<mio::net::TcpStream> {
        self.stream.socket()
    }

    fn end_writing(&mut self) -> io::Result<()> {
        self.stream.end_writing()?;
        self.ends_writing = false;
        Ok(())
    }

    /// Drops the half without ending the writing.
    pub fn forget(mut self) {
        self.ends_writing = false;
    }

    /// Puts two halves together again.
    ///
    /// # Errors
    ///
    /// If they are of two streams. The error returns them.
    pub fn reunite(self, read: OwnedReadHalf) -> Result<TcpStream, ReuniteError> {
        if !Rc::ptr_eq(&self.stream, &read.0) {
            return Err(ReuniteError(read, self));
        }
        self.forget();
        let stream = Rc::into_inner(read.0);
        Ok(stream.unwrap_or_else(|| unreachable!("only the halves share the stream")))
    }
}

impl Drop for OwnedWriteHalf {
    fn drop(&mut self) {
        if self.ends_writing {
            self.stream.end_writing().ok();
        }
    }
}

/// For the methods that don't read.
impl AsRef<TcpStream> for OwnedReadHalf {
    fn as_ref(&self) -> &TcpStream {
        &self.0
    }
}

/// For the methods that don't write.
impl AsRef<TcpStream> for OwnedWriteHalf {
    fn as_ref(&self) -> &TcpStream {
        &self.stream
    }
}

implement_read!(OwnedReadHalf);
implement_write!(OwnedWriteHalf);

/// Two halves that are not of one stream.
#[derive(Debug)]
pub struct ReuniteError(pub OwnedReadHalf, pub OwnedWriteHalf);

impl fmt::Display for ReuniteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("tried to reunite halves that are not from the same socket")
    }
}

impl error::Error for ReuniteError {}
