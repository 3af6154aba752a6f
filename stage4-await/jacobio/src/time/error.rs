//! The error of a timeout.

use std::{error, fmt, io};

/// The error of a [`timeout`](crate::time::timeout()): the time has passed first.
///
/// # Examples
///
/// It converts to an [`io::Error`] of the kind [`TimedOut`](io::ErrorKind::TimedOut):
///
/// ```
/// use std::future::pending;
/// use std::io;
///
/// use jacobio::runtime::LocalRuntime;
/// use jacobio::time::{Duration, timeout};
///
/// async fn answer() -> io::Result<()> {
///     timeout(Duration::from_millis(10), pending::<()>()).await?;
///     Ok(())
/// }
///
/// let error = LocalRuntime::new()?.block_on(answer()).unwrap_err();
/// assert_eq!(error.kind(), io::ErrorKind::TimedOut);
/// # Ok::<(), io::Error>(())
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct Elapsed(pub(crate) ());

impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("deadline has elapsed")
    }
}

impl error::Error for Elapsed {}

impl From<Elapsed> for io::Error {
    fn from(_: Elapsed) -> Self {
        io::ErrorKind::TimedOut.into()
    }
}
