//! compio's executor, without its driver: an executor to build a runtime on, so it has no timers.
//! Its `block_on` is the one of compio's runtime, which waits in its driver, with a parked thread
//! instead.

use std::cell::RefCell;
use std::future;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

use compio_executor::{Executor, ExecutorConfig, JoinHandle};

use super::Runtime;

thread_local! {
    // The executor itself has no current executor; compio's runtime keeps it like this.
    static CURRENT: RefCell<Option<Rc<Executor>>> = const { RefCell::new(None) };
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

pub struct CompioExecutor(Rc<Executor>);

impl Runtime for CompioExecutor {
    const NAME: &'static str = "compio-executor";
    const PACKAGES: &'static [&'static str] = &["compio-executor"];
    const HAS_TIMERS: bool = false;

    type JoinHandle = JoinHandle<()>;

    fn new() -> Result<Self, String> {
        let waker = Some(Waker::from(Arc::new(Unpark(thread::current()))));
        let config = ExecutorConfig { waker, ..ExecutorConfig::default() };
        let executor = Rc::new(Executor::with_config(config));
        CURRENT.set(Some(Rc::clone(&executor)));
        Ok(Self(executor))
    }

    fn block_on(&mut self, future: impl Future<Output = ()> + 'static) {
        let main = self.0.spawn(future);
        loop {
            let has_more = self.0.tick();
            if main.is_finished() {
                return;
            }
            if !has_more {
                thread::park();
            }
        }
    }

    fn spawn(future: impl Future<Output = ()> + 'static) -> Self::JoinHandle {
        CURRENT.with_borrow(|current| {
            current.as_ref().expect("a task spawns while its runtime lives").spawn(future)
        })
    }

    fn sleep(_: Duration) -> impl Future + 'static {
        future::pending::<()>()
    }

    fn timeout(_: Duration, _: impl Future<Output = ()> + 'static) -> impl Future + 'static {
        future::pending::<()>()
    }
}

impl Drop for CompioExecutor {
    fn drop(&mut self) {
        CURRENT.take();
    }
}
