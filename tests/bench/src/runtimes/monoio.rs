//! monoio, on `io_uring` where the kernel has it and else on epoll, as its `FusionDriver` decides.

use std::time::Duration;

use monoio::time::{self, TimeDriver};
use monoio::{FusionDriver, FusionRuntime, IoUringDriver, LegacyDriver, RuntimeBuilder};

use super::Runtime;

pub struct Monoio(FusionRuntime<TimeDriver<IoUringDriver>, TimeDriver<LegacyDriver>>);

impl Runtime for Monoio {
    const NAME: &'static str = "monoio";
    const PACKAGES: &'static [&'static str] = &["monoio"];

    type JoinHandle = monoio::task::JoinHandle<()>;

    fn new() -> Result<Self, String> {
        RuntimeBuilder::<FusionDriver>::new()
            .enable_timer()
            .build()
            .map(Self)
            .map_err(|error| error.to_string())
    }

    fn block_on(&mut self, future: impl Future<Output = ()> + 'static) {
        self.0.block_on(future);
    }

    fn spawn(future: impl Future<Output = ()> + 'static) -> Self::JoinHandle {
        monoio::spawn(future)
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
