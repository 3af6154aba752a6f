//! zruntime's `LocalRuntime`. A sleep needs a handle of the runtime, so the adapter keeps one.

use std::cell::RefCell;
use std::time::Duration;

use zruntime::{LocalRuntime, Task};

use super::Runtime;

thread_local! {
    static CURRENT: RefCell<Option<LocalRuntime>> = const { RefCell::new(None) };
}

fn current<T>(use_it: impl FnOnce(&LocalRuntime) -> T) -> T {
    CURRENT.with_borrow(|current| use_it(current.as_ref().expect("a task runs in its runtime")))
}

pub struct Zruntime(LocalRuntime);

impl Runtime for Zruntime {
    const NAME: &'static str = "zruntime";
    const PACKAGES: &'static [&'static str] = &["zruntime"];

    type JoinHandle = Task<()>;

    fn new() -> Result<Self, String> {
        let runtime = LocalRuntime::new().map_err(|error| error.to_string())?;
        CURRENT.set(Some(runtime.clone()));
        Ok(Self(runtime))
    }

    fn block_on(&mut self, future: impl Future<Output = ()> + 'static) {
        self.0.block_on(future);
    }

    fn spawn(future: impl Future<Output = ()> + 'static) -> Self::JoinHandle {
        zruntime::spawn_local(future)
    }

    fn sleep(duration: Duration) -> impl Future + 'static {
        current(|runtime| runtime.sleep(duration))
    }

    fn timeout(
        duration: Duration,
        future: impl Future<Output = ()> + 'static,
    ) -> impl Future + 'static {
        current(|runtime| runtime.timeout(duration, future))
    }
}

impl Drop for Zruntime {
    fn drop(&mut self) {
        CURRENT.take();
    }
}
