//! The workloads, each written once for all runtimes.

mod build;
mod latch;
mod memory;
mod ping_pong;
mod process;
mod slots;
mod sockets;
mod spawning;
mod threads;
mod timers;
mod yielding;

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

pub use memory::Waiting;
pub use slots::Wait;
pub use sockets::Exchange;
pub use yielding::Yield;

use crate::runtimes::{Runtime, Sockets};

/// One thing to measure, with its size.
#[derive(Clone, Copy)]
pub enum Workload {
    /// `tasks` tasks yield `each` times.
    Yield { tasks: usize, each: usize },
    /// Two tasks send each other messages.
    PingPong { messages: usize },
    /// A task is spawned and joined, then the next.
    SpawnJoin { tasks: usize },
    /// All tasks are spawned, then all are joined; this `repeat` times.
    SpawnAll { tasks: usize, repeat: usize },
    /// A timeout is registered, and then cancelled because its future is ready in time.
    Timeout { times: usize },
    /// Every task sleeps a random time within `window`; this `repeat` times.
    Sleep { tasks: usize, window: Duration, repeat: usize },
    /// One task sleeps a few milliseconds, again and again.
    OneSleep { times: usize },
    /// Heap bytes for a task that waits.
    Bytes { tasks: usize, waiting: Waiting },
    /// Another thread wakes every task, in rounds. It keeps their wakers from round to round.
    Wakes { tasks: usize, rounds: usize },
    /// The same, with each waker in a slot behind a lock, stored anew for each round.
    WakesThroughSlots { tasks: usize, rounds: usize, between_rounds: Wait },
    /// A server sends back what its clients send.
    Echo(Exchange),
    /// A small program is built from nothing.
    Build,
    /// A runtime is made, runs an empty future and is dropped.
    StartUp,
    /// A runtime is made, sleeps once and is dropped.
    SleepOnce { duration: Duration },
}

/// Measures `workload` once on a new runtime and returns a figure for each of its rows; `None` if
/// the runtime can't do it.
pub fn measure<R: Runtime>(workload: Workload) -> Option<Vec<f64>> {
    if (workload.needs_timers() && !R::HAS_TIMERS)
        || (matches!(workload, Workload::Timeout { .. }) && !R::HAS_TIMEOUTS)
    {
        return None;
    }
    Some(match workload {
        Workload::Bytes { tasks, waiting } => memory::bytes::<R>(tasks, waiting),
        Workload::Echo(_) => return None,
        Workload::Build => return build::cold::<R>(),
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
        Workload::WakesThroughSlots { tasks, rounds, between_rounds } => {
            in_a_task::<R>(slots::run::<R>(tasks, rounds, between_rounds))
        }
    })
}

/// The same for a runtime that has sockets: `S` is the runtime with them.
pub fn measure_with_sockets<R: Runtime, S: Sockets>(workload: Workload) -> Option<Vec<f64>> {
    match workload {
        Workload::Echo(exchange) => Some(sockets::run::<S>(exchange)),
        other => measure::<R>(other),
    }
}

impl Workload {
    /// Whether a measurement needs a new process: because what the process did before would show in
    /// the figures, or because it may crash. glommio now and then frees something twice when
    /// another thread wakes its tasks.
    pub fn needs_own_process(self) -> bool {
        matches!(
            self,
            Self::Bytes { .. }
                | Self::StartUp
                | Self::SleepOnce { .. }
                | Self::Wakes { .. }
                | Self::WakesThroughSlots { .. }
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

/// Runs a workload inside a spawned task, since some runtimes poll the future of `block_on` in
/// another way than their tasks.
fn in_a_task<R: Runtime>(workload: impl Future<Output = Vec<f64>> + 'static) -> Vec<f64> {
    let figures = Rc::new(Cell::new(Vec::new()));
    let result = Rc::clone(&figures);
    let mut runtime = R::new().expect("the probe started this runtime");
    // No thread-local counter changes while times are taken.
    allocation_counter::opt_out(|| {
        runtime.block_on(async move {
            R::spawn(async move { result.set(workload.await) }).await;
        });
        drop(runtime);
    });
    figures.take()
}
