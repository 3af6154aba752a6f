//! What a workload needs of a runtime.

use std::time::Duration;

/// A single-threaded runtime, as small as the workloads need it.
///
/// Nothing here wraps what a runtime returns: a join handle, a sleep and a timeout are the
/// runtime's own types, so no adapter adds a poll or a byte to what is measured.
pub trait Runtime: Sized + 'static {
    /// The name in the table and on the command line.
    const NAME: &'static str;
    /// The package whose version `Cargo.lock` names, then the others that the adapter uses.
    const PACKAGES: &'static [&'static str];
    /// False where a runtime has no timers, and its users no customary ones.
    const HAS_TIMERS: bool = true;
    /// False where it has timers and no way to cancel one.
    const HAS_TIMEOUTS: bool = Self::HAS_TIMERS;

    /// What a spawn returns. Its output differs from one runtime to the next, and no workload reads
    /// it. Some runtimes cancel a task whose handle is dropped, so workloads keep every handle.
    type JoinHandle: Future + 'static;

    /// Makes the runtime on this thread.
    ///
    /// # Errors
    ///
    /// If it can't run on this machine, with the reason.
    fn new() -> Result<Self, String>;

    /// Runs one future to its end. It has joined all tasks that it spawned.
    fn block_on(&mut self, future: impl Future<Output = ()> + 'static);

    /// Runs one future to its end, and leaves the tasks that it spawned pending.
    fn run_until(&mut self, future: impl Future<Output = ()> + 'static) {
        self.block_on(future);
    }

    /// Spawns a task on the runtime that is running.
    fn spawn(future: impl Future<Output = ()> + 'static) -> Self::JoinHandle;

    /// Waits for `duration`.
    fn sleep(duration: Duration) -> impl Future + 'static;

    /// Runs `future`, for at most `duration`.
    fn timeout(
        duration: Duration,
        future: impl Future<Output = ()> + 'static,
    ) -> impl Future + 'static;
}
