//! Looking up a name, on a thread that may block.

use std::future::poll_fn;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Poll, Waker};
use std::thread;
use std::vec;

use crate::net::ToSocketAddrs;
use crate::net::addresses::Lookup;

/// Looks up the addresses of a host, given with a port, as in `"localhost:80"`.
///
/// A name is looked up by a thread of its own, since the operating system's function blocks. Other
/// tasks run meanwhile.
///
/// # Errors
///
/// Those of the lookup, and of starting a thread.
///
/// # Cancel safety
///
/// This function is cancel safe. The thread of a call that is dropped ends when the operating
/// system has answered.
///
/// # Examples
///
/// ```
/// # jacobio::runtime::LocalRuntime::new()?.block_on(async {
/// for address in jacobio::net::lookup_host("localhost:80").await? {
///     assert!(address.ip().is_loopback());
/// }
/// # Ok::<(), std::io::Error>(())
/// # })?;
/// # Ok::<(), std::io::Error>(())
/// ```
pub async fn lookup_host<A: ToSocketAddrs>(host: A) -> io::Result<vec::IntoIter<SocketAddr>> {
    let addresses = match host.addresses() {
        Ok(addresses) => addresses,
        Err(lookup) => on_a_thread(lookup).await?,
    };
    Ok(addresses.into_iter())
}

/// Calls `connect` for one address after the other until it succeeds. Returns the last error.
pub(super) async fn first_of<A: ToSocketAddrs, S>(
    addresses: A,
    mut connect: impl AsyncFnMut(SocketAddr) -> io::Result<S>,
) -> io::Result<S> {
    let mut last = io::Error::new(ErrorKind::InvalidInput, "could not resolve to any address");
    for address in lookup_host(addresses).await? {
        match connect(address).await {
            Ok(socket) => return Ok(socket),
            Err(error) => last = error,
        }
    }
    Err(last)
}

/// What the thread and the future share.
#[derive(Default)]
struct Answer {
    /// Set by the thread, at its end.
    result: Option<io::Result<Vec<SocketAddr>>>,
    /// Set by a poll that finds no result.
    waker: Option<Waker>,
}

async fn on_a_thread(lookup: Lookup) -> io::Result<Vec<SocketAddr>> {
    let answer = Arc::new(Mutex::new(Answer::default()));
    let shared = Arc::clone(&answer);
    thread::Builder::new().name("lookup".to_owned()).spawn(move || {
        let result = lookup();
        let mut answer = shared.lock().unwrap_or_else(PoisonError::into_inner);
        answer.result = Some(result);
        let waker = answer.waker.take();
        // A waker may be anything, so it is called without the lock.
        drop(answer);
        if let Some(waker) = waker {
            waker.wake();
        }
    })?;
    poll_fn(|cx| {
        let waker = cx.waker().clone();
        let mut answer = answer.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(result) = answer.result.take() {
            return Poll::Ready(result);
        }
        let previous = answer.waker.replace(waker);
        drop(answer);
        drop(previous);
        Poll::Pending
    })
    .await
}
