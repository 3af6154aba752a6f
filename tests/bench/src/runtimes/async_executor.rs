//! smol's pair: async-executor's `LocalExecutor`, driven by async-io's `block_on`, which checks
//! the timers on the same thread.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use async_executor::{LocalExecutor, Task};
use async_io::Timer;
use futures_lite::FutureExt;

use super::Runtime;

thread_local! {
    // async-executor has no current executor: a program that wants one keeps it like this.
    static CURRENT: RefCell<Option<Rc<LocalExecutor<'static>>>> = const { RefCell::new(None) };
}

pub struct AsyncExecutor(Rc<LocalExecutor<'static>>);

impl Runtime for AsyncExecutor {
    const NAME: &'static str = "async-executor";
    const PACKAGES: &'static [&'static str] = &["async-executor", "async-io", "futures-lite"];

    type JoinHandle = Task<()>;

    fn new() -> Result<Self, String> {
        let executor = Rc::new(LocalExecutor::new());
        CURRENT.set(Some(Rc::clone(&executor)));
        Ok(Self(executor))
    }

    fn block_on(&mut self, future: impl Future<Output = ()> + 'static) {
        async_io::block_on(self.0.run(future));
    }

    fn spawn(future: impl Future<Output = ()> + 'static) -> Self::JoinHandle {
        CURRENT.with_borrow(|current| {
            let executor = current.as_ref().expect("a task spawns while its runtime lives");
            executor.spawn(future)
        })
    }

    fn sleep(duration: Duration) -> impl Future + 'static {
        Timer::after(duration)
    }

    fn timeout(
        duration: Duration,
        future: impl Future<Output = ()> + 'static,
    ) -> impl Future + 'static {
        future.or(async move {
            Timer::after(duration).await;
        })
    }
}

impl Drop for AsyncExecutor {
    fn drop(&mut self) {
        CURRENT.take();
    }
}
