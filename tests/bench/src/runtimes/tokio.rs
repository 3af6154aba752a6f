//! tokio's `LocalRuntime`: the current-thread scheduler that also takes futures that aren't `Send`.

use std::time::Duration;

use tokio::{runtime::LocalRuntime, task, time};

use super::Runtime;

pub struct Tokio(LocalRuntime);

impl Runtime for Tokio {
    const NAME: &'static str = "tokio";
    const PACKAGES: &'static [&'static str] = &["tokio"];

    type JoinHandle = task::JoinHandle<()>;

    fn new() -> Result<Self, String> {
        LocalRuntime::new().map(Self).map_err(|error| error.to_string())
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
