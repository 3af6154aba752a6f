//! The textbook runtime of stage 4, `waking.rs`. It is a baseline: beside it stands what the
//! choices of jacobio's engine buy together.

use std::panic::{self, AssertUnwindSafe};
use std::time::Duration;

use stage4_await::waking::{self, JoinHandle, LocalRuntime};

use super::Runtime;

pub struct Waking(LocalRuntime);

/// The payload of the panic that ends `run_until`.
struct MainHasEnded;

impl Runtime for Waking {
    const NAME: &'static str = "waking";
    const PACKAGES: &'static [&'static str] = &["stage4-await"];
    // Dropping a sleep leaves its timer registered, and a later workload would pay for it.
    const HAS_TIMEOUTS: bool = false;

    type JoinHandle = JoinHandle<()>;

    fn new() -> Result<Self, String> {
        LocalRuntime::new().map(Self).map_err(|error| error.to_string())
    }

    fn block_on(&mut self, future: impl Future<Output = ()> + 'static) {
        self.0.block_on(future);
    }

    /// `block_on` runs all tasks to their end, and only a panic ends it earlier.
    fn run_until(&mut self, future: impl Future<Output = ()> + 'static) {
        let main = async {
            future.await;
            panic::resume_unwind(Box::new(MainHasEnded));
        };
        let ended = panic::catch_unwind(AssertUnwindSafe(|| self.0.block_on(main)));
        if let Err(payload) = ended
            && !payload.is::<MainHasEnded>()
        {
            panic::resume_unwind(payload);
        }
    }

    fn spawn(future: impl Future<Output = ()> + 'static) -> Self::JoinHandle {
        waking::spawn_local(future)
    }

    fn sleep(duration: Duration) -> impl Future + 'static {
        waking::sleep(duration)
    }

    fn timeout(_: Duration, future: impl Future<Output = ()> + 'static) -> impl Future + 'static {
        future
    }
}
