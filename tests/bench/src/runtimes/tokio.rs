//! tokio's `LocalRuntime`: the current-thread scheduler that also takes futures that aren't `Send`.

use std::time::Duration;

use tokio::runtime::{Builder, LocalOptions, LocalRuntime};
use tokio::{task, time};

use super::Runtime;

/// `SOCKETS` adds the I/O driver. With it, tokio waits in epoll, which makes wake-ups from other
/// threads dearer, so only the rows with sockets have it.
pub struct Tokio<const SOCKETS: bool>(LocalRuntime);

impl<const SOCKETS: bool> Runtime for Tokio<SOCKETS> {
    const NAME: &'static str = "tokio";
    const PACKAGES: &'static [&'static str] = &["tokio"];

    type JoinHandle = task::JoinHandle<()>;

    fn new() -> Result<Self, String> {
        let mut builder = Builder::new_current_thread();
        builder.enable_time();
        if SOCKETS {
            builder.enable_io();
        }
        let runtime = builder.build_local(LocalOptions::default());
        runtime.map(Self).map_err(|error| error.to_string())
    }

    fn block_on(&mut self, future: impl Future<Output = ()> + 'static) {
        self.0.block_on(future);
    }

    fn spawn(future: impl Future<Output = ()> + 'static) -> Self::JoinHandle {
        task::spawn_local(future)
    }

    fn sleep(duration: Duration) -> impl Future + 'static {
        time::sleep(duration)
    }

    fn timeout(
        duration: Duration,
        future: impl Future<Output = ()> + 'static,
    ) -> impl Future + 'static {
        time::timeout(duration, future)
    }
}
