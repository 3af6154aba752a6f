//! The futures crate's `LocalPool`. It has no timers; async-io's are the customary ones, and their
//! own thread wakes the pool's.

use std::cell::RefCell;
use std::time::Duration;

use async_io::Timer;
use futures_executor::{LocalPool, LocalSpawner};
use futures_lite::FutureExt;
use futures_util::future::RemoteHandle;
use futures_util::task::LocalSpawnExt;

use super::Runtime;

thread_local! {
    static CURRENT: RefCell<Option<LocalSpawner>> = const { RefCell::new(None) };
}

pub struct Futures(LocalPool);

impl Runtime for Futures {
    const NAME: &'static str = "futures";
    const PACKAGES: &'static [&'static str] =
        &["futures-executor", "futures-util", "async-io", "futures-lite"];

    type JoinHandle = RemoteHandle<()>;

    fn new() -> Result<Self, String> {
        let pool = LocalPool::new();
        CURRENT.set(Some(pool.spawner()));
        Ok(Self(pool))
    }

    fn block_on(&mut self, future: impl Future<Output = ()> + 'static) {
        self.0.run_until(future);
    }

    fn spawn(future: impl Future<Output = ()> + 'static) -> Self::JoinHandle {
        CURRENT.with_borrow(|current| {
            let spawner = current.as_ref().expect("a task spawns while its runtime lives");
            spawner.spawn_local_with_handle(future).expect("a pool takes tasks until it is dropped")
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

impl Drop for Futures {
    fn drop(&mut self) {
        CURRENT.take();
    }
}
