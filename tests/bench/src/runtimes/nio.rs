//! nio's `LocalRuntime`, without further worker threads.

use std::time::Duration;

use nio::{LocalRuntime, RuntimeBuilder};

use super::Runtime;

pub struct Nio(LocalRuntime);

impl Runtime for Nio {
    const NAME: &'static str = "nio";
    const PACKAGES: &'static [&'static str] = &["nio"];

    type JoinHandle = nio::JoinHandle<()>;

    fn new() -> Result<Self, String> {
        RuntimeBuilder::new().worker_threads(1).build().map(Self).map_err(|error| error.to_string())
    }

    fn block_on(&mut self, future: impl Future<Output = ()> + 'static) {
        self.0.block_on(future);
    }

    fn spawn(future: impl Future<Output = ()> + 'static) -> Self::JoinHandle {
        nio::spawn_local(future)
    }

    fn sleep(duration: Duration) -> impl Future + 'static {
        nio::sleep(duration)
    }

    fn timeout(
        duration: Duration,
        future: impl Future<Output = ()> + 'static,
    ) -> impl Future + 'static {
        nio::timeout(duration, future)
    }
}
