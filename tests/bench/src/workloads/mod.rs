//! The workloads, each written once for every runtime.

mod latch;
mod memory;
mod ping_pong;
mod process;
mod spawning;
mod threads;
mod timers;
mod yielding;

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

pub use memory::Waiting;
pub use yielding::Yield;

use crate::runtimes::Runtime;

/// One thing to measure, with its size.
#[derive(Clone, Copy)]
pub enum Workload {
    /// `tasks` tasks yield `each` times.
    Yield { tasks: usize, each: usize },
    /// Two tasks send each other messages.
    PingPong { messages: usize },
    /// A task is spawned and joined, then the next.
    SpawnJoin { tasks: usize },
    /// All tasks are spawned, then all joined; the same again, `repeat` times.
    SpawnAll { tasks: usize, repeat: usize },
    /// A timeout is registered, and cancelled since its future was ready in time.
    Timeout { times: usize },
    /// All tasks sleep a random time within `window`; the same again, `repeat` times.
    Sleep { tasks: usize, window: Duration, repeat: usize },
    /// One task sleeps a few milliseconds, again and again.
    OneSleep { times: usize },
    /// Heap bytes for a task that waits.
    Bytes { tasks: usize, waiting: Waiting },
    /// Another thread wakes every task, in rounds.
    Wakes { tasks: usize, rounds: usize },
    /// A runtime is made, does nothing and is dropped.
    StartUp,
    /// A runtime is made and sleeps once.
    SleepOnce { duration: Duration },
}

/// Measures `workload` once on a new runtime: a figure for each of its rows.
pub fn measure<R: Runtime>(workload: Workload) -> Option<Vec<f64>> {
    if workload.needs_timers() && !R::HAS_TIMERS {
        return None;
    }
    Some(match workload {
        Workload::Bytes { tasks, waiting } => memory::bytes::<R>(tasks, waiting),
        Workload::StartUp => process::start_up::<R>(),
        Workload::SleepOnce { duration } => process::sleep_once::<R>(duration),
        Workload::Yield { tasks, each } => in_a_task::<R>(yielding::run::<R>(tasks, each)),
        Workload::PingPong { messages } => in_a_task::<R>(ping_pong::run::<R>(messages)),
        Workload::SpawnJoin { tasks } => in_a_task::<R>(spawning::one_by_one::<R>(tasks)),
        Workload::SpawnAll { tasks, repeat } => {
            in_a_task::<R>(spawning::all_at_once::<R>(tasks, repeat))
        }
        Workload::Timeout { times } => in_a_task::<R>(timers::cancelled::<R>(times)),
        Workload::Sleep { tasks, window, repeat } => {
            in_a_task::<R>(timers::many::<R>(tasks, window, repeat))
        }
        Workload::OneSleep { times } => in_a_task::<R>(timers::one_at_a_time::<R>(times)),
        Workload::Wakes { tasks, rounds } => in_a_task::<R>(threads::run::<R>(tasks, rounds)),
    })
}

impl Workload {
    /// Whether what this process did before would show in the figures, or whether the process may
    /// die of it: woken from another thread, glommio frees something twice now and then.
    pub fn needs_own_process(self) -> bool {
        matches!(
            self,
            Self::Bytes { .. } | Self::StartUp | Self::SleepOnce { .. } | Self::Wakes { .. }
        )
    }

    fn needs_timers(self) -> bool {
        matches!(
            self,
            Self::Timeout { .. }
                | Self::Sleep { .. }
                | Self::OneSleep { .. }
                | Self::SleepOnce { .. }
                | Self::Bytes { waiting: Waiting::Sleeping, .. }
        )
    }
}

/// Runs a workload inside a spawned task, since some runtimes poll the future of `block_on` on a
/// path of its own.
fn in_a_task<R: Runtime>(workload: impl Future<Output = Vec<f64>> + 'static) -> Vec<f64> {
    let figures = Rc::new(Cell::new(Vec::new()));
    let result = Rc::clone(&figures);
    let mut runtime = R::new().expect("the probe started this runtime");
    // Every thread-local counter stands still while times are taken.
    allocation_counter::opt_out(|| {
        runtime.block_on(async move {
            R::spawn(async move { result.set(workload.await) }).await;
        });
        drop(runtime);
    });
    figures.take()
}
