//! What a workload needs of a runtime, and the runtimes.

mod async_executor;
mod async_local_executor;
mod futures;
#[cfg(target_os = "linux")]
mod glommio;
mod jacobio;
#[cfg(target_os = "linux")]
mod monoio;
#[cfg(unix)]
mod nio;
mod tokio;
mod tokio_local_set;
mod waking;

use std::time::Duration;

use crate::contender::{Contender, Kind};
use crate::promise::Promise;

/// A single-threaded runtime, as small as the workloads need it.
///
/// Nothing here wraps what a runtime returns: a join handle, a sleep and a timeout are the runtime's
/// own types, so no adapter adds a poll or a byte to what is measured.
pub trait Runtime: Sized + 'static {
    /// The name in the table and on the command line.
    const NAME: &'static str;
    /// The package whose version `Cargo.lock` names; `None` for a baseline.
    const PACKAGE: Option<&'static str>;
    /// The promises that this runtime doesn't keep. A test holds it.
    const BREAKS: &'static [Promise] = &[];
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

/// Every runtime that this target can build: ours, its peers, and the textbook runtime.
pub fn all() -> Vec<Contender> {
    vec![
        Contender::runtime::<jacobio::Jacobio>(Kind::Ours),
        Contender::runtime::<tokio::Tokio>(Kind::Peer),
        Contender::runtime::<tokio_local_set::TokioLocalSet>(Kind::Peer),
        Contender::runtime::<async_executor::AsyncExecutor>(Kind::Peer),
        Contender::runtime::<futures::Futures>(Kind::Peer),
        #[cfg(target_os = "linux")]
        Contender::runtime::<monoio::Monoio>(Kind::Peer),
        #[cfg(target_os = "linux")]
        Contender::runtime::<glommio::Glommio>(Kind::Peer),
        #[cfg(unix)]
        Contender::runtime::<nio::Nio>(Kind::Peer),
        Contender::runtime::<async_local_executor::AsyncLocalExecutor>(Kind::Peer),
        Contender::runtime::<waking::Waking>(Kind::Baseline),
    ]
}

/// The peers that this target can't build, each with the reason.
pub const NOT_BUILT: &[&str] = &[
    #[cfg(not(target_os = "linux"))]
    "monoio: left out, it is measured on Linux only, where it has io_uring",
    #[cfg(not(target_os = "linux"))]
    "glommio: left out, it needs Linux's io_uring",
    #[cfg(not(unix))]
    "nio: left out, it is measured on Unix only",
];

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::hint;
    use std::mem;
    use std::panic::{self, AssertUnwindSafe};
    use std::rc::Rc;
    use std::sync::mpsc;
    use std::thread;
    use std::time::Instant;

    use super::*;
    use crate::workloads::Yield;

    const WATCHDOG: Duration = Duration::from_secs(60);

    /// Runs `check` on a new runtime and returns its answer; `None` if the machine can't run it.
    ///
    /// On a thread of its own, since some runtimes leave the thread unusable after a panic.
    fn on_a_new_runtime<R: Runtime>(check: fn(&mut R) -> bool) -> Option<bool> {
        let (answer, answered) = mpsc::channel();
        thread::spawn(move || {
            let mut runtime = R::new().ok();
            // The receiver is gone once the watchdog has fired.
            let _ = answer.send(runtime.as_mut().map(check));
            // Some runtimes can't be dropped after a panic.
            mem::forget(runtime);
        });
        answered.recv_timeout(WATCHDOG).expect("the check ends")
    }

    fn rotates<R: Runtime>(runtime: &mut R) -> bool {
        let order = Rc::new(RefCell::new(Vec::new()));
        let log = Rc::clone(&order);
        runtime.block_on(async move {
            let tasks = [1, 2].map(|task| {
                let log = Rc::clone(&log);
                R::spawn(async move {
                    for _ in 0..2 {
                        log.borrow_mut().push(task);
                        Yield::default().await;
                    }
                })
            });
            for task in tasks {
                task.await;
            }
        });
        order.take() == [1, 2, 1, 2]
    }

    fn is_never_early<R: Runtime>(runtime: &mut R) -> bool {
        let earliest = Rc::new(RefCell::new(Duration::MAX));
        let result = Rc::clone(&earliest);
        runtime.block_on(async move {
            // Several times, since a busy machine may hide that a sleep ends early.
            for _ in 0..5 {
                let busy = Instant::now();
                while busy.elapsed() < Duration::from_millis(40) {
                    hint::spin_loop();
                }
                let start = Instant::now();
                R::sleep(Duration::from_millis(50)).await;
                let least = (*result.borrow()).min(start.elapsed());
                result.replace(least);
            }
        });
        earliest.take() >= Duration::from_millis(50)
    }

    fn isolates_panics<R: Runtime>(runtime: &mut R) -> bool {
        let run = AssertUnwindSafe(|| {
            runtime.block_on(async {
                let _panics = R::spawn(async { panic::resume_unwind(Box::new(())) });
                R::spawn(async {}).await;
            });
        });
        panic::catch_unwind(run).is_ok()
    }

    fn check<R: Runtime>() {
        let assert = |promise, keeps: Option<bool>| {
            let expected = !R::BREAKS.contains(&promise);
            assert_eq!(keeps.unwrap_or(expected), expected, "{}: {promise:?}", R::NAME);
        };
        assert(Promise::Rotation, on_a_new_runtime::<R>(rotates));
        assert(Promise::PanicIsolation, on_a_new_runtime::<R>(isolates_panics));
        if R::HAS_TIMERS {
            assert(Promise::NeverEarly, on_a_new_runtime::<R>(is_never_early));
        }
    }

    #[test]
    fn every_runtime_breaks_the_promises_that_its_adapter_names_and_no_other() {
        check::<jacobio::Jacobio>();
        check::<tokio::Tokio>();
        check::<tokio_local_set::TokioLocalSet>();
        check::<async_executor::AsyncExecutor>();
        check::<futures::Futures>();
        #[cfg(target_os = "linux")]
        check::<monoio::Monoio>();
        #[cfg(target_os = "linux")]
        check::<glommio::Glommio>();
        #[cfg(unix)]
        check::<nio::Nio>();
        check::<async_local_executor::AsyncLocalExecutor>();
        check::<waking::Waking>();
    }
}
