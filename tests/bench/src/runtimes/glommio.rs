//! glommio: three `io_uring` rings to a thread, so it needs a kernel that has them and the right to
//! lock their memory.

use std::time::Duration;

use glommio::timer;
use glommio::{LocalExecutor, LocalExecutorBuilder, Task};

use super::Runtime;

pub struct Glommio(LocalExecutor);

impl Runtime for Glommio {
    const NAME: &'static str = "glommio";
    const PACKAGES: &'static [&'static str] = &["glommio"];

    type JoinHandle = Task<()>;

    fn new() -> Result<Self, String> {
        LocalExecutorBuilder::default().make().map(Self).map_err(|error| error.to_string())
    }

    fn block_on(&mut self, future: impl Future<Output = ()> + 'static) {
        self.0.run(future);
    }

    fn spawn(future: impl Future<Output = ()> + 'static) -> Self::JoinHandle {
        glommio::spawn_local(future)
    }

    fn sleep(duration: Duration) -> impl Future + 'static {
        timer::Timer::new(duration)
    }

    fn timeout(
        duration: Duration,
        future: impl Future<Output = ()> + 'static,
    ) -> impl Future + 'static {
        timer::timeout(duration, async move {
            future.await;
            Ok(())
        })
    }
}
