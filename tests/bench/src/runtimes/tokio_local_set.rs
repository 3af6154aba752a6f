//! tokio's `LocalSet` on its current-thread runtime: how tokio ran futures that aren't `Send`
//! before it had `LocalRuntime`.

use std::time::Duration;

use tokio::{runtime, task, time};

use super::Runtime;

pub struct TokioLocalSet {
    // Dropped first: its tasks may hold timers of the runtime.
    tasks: task::LocalSet,
    runtime: runtime::Runtime,
}

impl Runtime for TokioLocalSet {
    const NAME: &'static str = "tokio-local-set";
    const PACKAGE: Option<&'static str> = Some("tokio");

    type JoinHandle = task::JoinHandle<()>;

    fn new() -> Result<Self, String> {
        let runtime = runtime::Builder::new_current_thread().enable_time().build();
        let runtime = runtime.map_err(|error| error.to_string())?;
        Ok(Self { tasks: task::LocalSet::new(), runtime })
    }

    fn block_on(&mut self, future: impl Future<Output = ()> + 'static) {
        self.tasks.block_on(&self.runtime, future);
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
