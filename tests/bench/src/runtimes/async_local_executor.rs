//! async-local-executor: an executor to build a runtime on. This is the `block_on` of its README,
//! without the call that drops every other task when main returns.

use std::future;
use std::thread;
use std::time::Duration;

use async_local_executor::{Executor, JoinHandle, run_ready_tasks, spawn_local};

use super::Runtime;

pub struct AsyncLocalExecutor(Executor);

impl Runtime for AsyncLocalExecutor {
    const NAME: &'static str = "async-local-executor";
    const PACKAGES: &'static [&'static str] = &["async-local-executor"];
    const HAS_TIMERS: bool = false;

    type JoinHandle = JoinHandle<()>;

    fn new() -> Result<Self, String> {
        let owner = thread::current();
        Ok(Self(Executor::new(move || owner.unpark())))
    }

    fn block_on(&mut self, future: impl Future<Output = ()> + 'static) {
        let _entered = self.0.enter();
        let main = spawn_local(future);
        loop {
            run_ready_tasks();
            if main.is_finished() {
                return;
            }
            thread::park();
        }
    }

    fn spawn(future: impl Future<Output = ()> + 'static) -> Self::JoinHandle {
        spawn_local(future)
    }

    fn sleep(_: Duration) -> impl Future + 'static {
        future::pending::<()>()
    }

    fn timeout(_: Duration, _: impl Future<Output = ()> + 'static) -> impl Future + 'static {
        future::pending::<()>()
    }
}
