//! What a workload may ask of a runtime, and the runtimes that answer.

mod async_executor;
mod async_local_executor;
mod futures;
#[cfg(target_os = "linux")]
mod glommio;
mod jacobio;
#[cfg(target_os = "linux")]
mod monoio;
#[cfg(unix)]
mod nio;
mod tokio;

use std::time::Duration;

use crate::contender::{Contender, Kind};

/// A single-threaded runtime, as small as the workloads need it.
///
/// Nothing here wraps what a runtime hands out: a join handle, a sleep and a timeout are the
/// runtime's own types, so no adapter adds a poll or a byte to what is measured.
pub trait Runtime: Sized + 'static {
    /// The name in the table and on the command line.
    const NAME: &'static str;
    /// The package whose version `Cargo.lock` tells.
    const PACKAGE: &'static str;
    /// False where a runtime has no timers, and its users no customary ones.
    const HAS_TIMERS: bool = true;

    /// What a spawn returns. Its output differs from one runtime to the next and nobody reads it;
    /// some runtimes cancel a task whose handle is dropped, so workloads keep every handle.
    type JoinHandle: Future + 'static;

    /// Makes the runtime on this thread, or says why this machine can't have it.
    fn new() -> Result<Self, String>;

    /// Runs one future to its end; what it spawned may stay behind, pending.
    fn block_on(&mut self, future: impl Future<Output = ()> + 'static);

    /// Starts a task on the runtime that is running.
    fn spawn(future: impl Future<Output = ()> + 'static) -> Self::JoinHandle;

    /// Waits as long as `duration` says.
    fn sleep(duration: Duration) -> impl Future + 'static;

    /// Runs `future`, though no longer than `duration`.
    fn timeout(
        duration: Duration,
        future: impl Future<Output = ()> + 'static,
    ) -> impl Future + 'static;
}

/// Every runtime that this target can build, ours first.
pub fn all() -> Vec<Contender> {
    vec![
        Contender::runtime::<jacobio::Jacobio>(Kind::Ours),
        Contender::runtime::<tokio::Tokio>(Kind::Peer),
        Contender::runtime::<async_executor::AsyncExecutor>(Kind::Peer),
        Contender::runtime::<futures::Futures>(Kind::Peer),
        #[cfg(target_os = "linux")]
        Contender::runtime::<monoio::Monoio>(Kind::Peer),
        #[cfg(target_os = "linux")]
        Contender::runtime::<glommio::Glommio>(Kind::Peer),
        #[cfg(unix)]
        Contender::runtime::<nio::Nio>(Kind::Peer),
        Contender::runtime::<async_local_executor::AsyncLocalExecutor>(Kind::Peer),
    ]
}

/// The peers that this target can't build, each with the reason.
pub const NOT_BUILT: &[&str] = &[
    #[cfg(not(target_os = "linux"))]
    "monoio: left out, it is measured on Linux only, where it has io_uring",
    #[cfg(not(target_os = "linux"))]
    "glommio: left out, it needs Linux's io_uring",
    #[cfg(not(unix))]
    "nio: left out, it is measured on Unix only",
];
