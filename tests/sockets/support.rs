//! What the socket tests share.

use std::future::poll_fn;
use std::panic::Location;
use std::task::Poll;
use std::time::Duration;

use crate::watchdog::watch;

/// Compiles tests twice: for jacobio and for tokio, with the modules of each. `run` runs a future
/// on a new runtime, and `connected` returns two ends of a TCP connection.
macro_rules! both_runtimes {
    ($($item:item)*) => {
        mod on_jacobio {
            #[allow(unused_imports, reason = "few modules need all of them")]
            use {
                super::*,
                crate::support::jacobio::{LocalRuntime, run},
                ::jacobio::{io, io::{AsyncReadExt, AsyncWriteExt}},
                ::jacobio::{net::{self, TcpListener, TcpStream, UdpSocket}, task, time},
            };

            connected!();
            $($item)*
        }

        mod on_tokio {
            #[allow(unused_imports, reason = "few modules need all of them")]
            use {
                super::*,
                crate::support::tokio::{LocalRuntime, run},
                ::tokio::{io, io::{AsyncReadExt, AsyncWriteExt}},
                ::tokio::{net::{self, TcpListener, TcpStream, UdpSocket}, task, time},
            };

            connected!();
            $($item)*
        }
    };
}

macro_rules! connected {
    () => {
        #[allow(dead_code, reason = "few modules need it")]
        async fn connected() -> (TcpStream, TcpStream) {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
            (client, listener.accept().await.unwrap().0)
        }
    };
}

const LIMIT: Duration = Duration::from_secs(20);

pub mod jacobio {
    pub use ::jacobio::runtime::LocalRuntime;

    use super::{LIMIT, Location, watch};

    #[track_caller]
    pub fn run<T>(main: impl Future<Output = T>) -> T {
        watch(LIMIT, Location::caller());
        LocalRuntime::new().unwrap().block_on(main)
    }
}

pub mod tokio {
    pub use ::tokio::runtime::LocalRuntime;

    use super::{LIMIT, Location, watch};

    #[track_caller]
    pub fn run<T>(main: impl Future<Output = T>) -> T {
        watch(LIMIT, Location::caller());
        LocalRuntime::new().unwrap().block_on(main)
    }
}

/// Polls a future once, and returns whether it is pending.
pub async fn is_pending(future: &mut (impl Future + Unpin)) -> bool {
    poll_fn(|cx| Poll::Ready(std::pin::Pin::new(&mut *future).poll(cx).is_pending())).await
}
