//! The runtimes that are compared. Each adapter is also built alone, to measure what a cold build
//! takes (`workloads/build.rs`).

mod async_executor;
#[cfg(feature = "peers")]
mod async_local_executor;
#[cfg(all(feature = "peers", unix))]
mod compio_executor;
mod futures;
#[cfg(all(feature = "peers", target_os = "linux"))]
mod glommio;
mod jacobio;
#[cfg(all(feature = "peers", target_os = "linux"))]
mod monoio;
#[cfg(all(feature = "peers", unix))]
mod nio;
mod runtime;
mod sockets;
mod tokio;
mod waking;
#[cfg(all(feature = "peers", unix))]
mod zruntime;

pub use runtime::Runtime;
pub use sockets::Sockets;

use crate::contender::{Contender, Kind};

/// Every runtime that this build has: ours, its peers, and the textbook runtime.
pub fn all() -> Vec<Contender> {
    vec![
        Contender::with_sockets::<jacobio::Jacobio, jacobio::Jacobio>(Kind::Ours),
        Contender::with_sockets::<tokio::Tokio<false>, tokio::Tokio<true>>(Kind::Peer),
        #[cfg(all(feature = "peers", unix))]
        Contender::runtime::<zruntime::Zruntime>(Kind::Peer),
        #[cfg(all(feature = "peers", unix))]
        Contender::runtime::<compio_executor::CompioExecutor>(Kind::Peer),
        Contender::with_sockets::<async_executor::AsyncExecutor, async_executor::AsyncExecutor>(
            Kind::Peer,
        ),
        Contender::runtime::<futures::Futures>(Kind::Peer),
        #[cfg(all(feature = "peers", unix))]
        Contender::runtime::<nio::Nio>(Kind::Peer),
        #[cfg(feature = "peers")]
        Contender::runtime::<async_local_executor::AsyncLocalExecutor>(Kind::Peer),
        #[cfg(all(feature = "peers", target_os = "linux"))]
        Contender::runtime::<monoio::Monoio>(Kind::Peer),
        #[cfg(all(feature = "peers", target_os = "linux"))]
        Contender::runtime::<glommio::Glommio>(Kind::Peer),
        Contender::runtime::<waking::Waking>(Kind::Baseline),
    ]
}

/// The peers that this build lacks, each with the reason.
pub const NOT_BUILT: &[&str] = &[
    #[cfg(not(feature = "peers"))]
    "zruntime, compio-executor, nio, async-local-executor, monoio, glommio: left out, add \
     `--features peers`",
    #[cfg(all(feature = "peers", not(target_os = "linux")))]
    "monoio, glommio: left out, they are measured on Linux only, where they have io_uring",
    #[cfg(all(feature = "peers", not(unix)))]
    "nio, compio-executor, zruntime: left out, they are measured on Unix only",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::promise::Promise;

    #[test]
    fn jacobio_and_tokio_keep_every_promise() {
        for promise in Promise::ALL {
            assert!(promise.is_kept_by::<jacobio::Jacobio>(), "jacobio: {promise:?}");
            assert!(promise.is_kept_by::<tokio::Tokio<false>>(), "tokio: {promise:?}");
        }
    }

    #[test]
    fn the_textbook_runtime_is_seen_to_end_on_a_panic() {
        assert!(!Promise::PanicIsolation.is_kept_by::<waking::Waking>());
    }
}
