//! Ours: the adapter of tokio with the word replaced.

use std::time::Duration;

use jacobio::{runtime::LocalRuntime, task, time};

use super::Runtime;

pub struct Jacobio(LocalRuntime);

impl Runtime for Jacobio {
    const NAME: &'static str = "jacobio";
    const PACKAGES: &'static [&'static str] = &["jacobio"];

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
