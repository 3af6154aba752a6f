//! Which runtimes are peers in a workload: those that do the same work.

use crate::workloads::Workload;

/// A promise that jacobio keeps. A runtime that doesn't keep it does less work, so it is no peer in
/// the workloads that rely on it: its figures are shown, and no goal is set against them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// A task that wakes itself goes to the back of the ready queue.
    Rotation,
    /// No timer fires before its deadline.
    NeverEarly,
    /// A panic ends the task that panics, and no other.
    PanicIsolation,
}

impl Promise {
    /// All promises.
    pub const ALL: [Self; 3] = [Self::Rotation, Self::NeverEarly, Self::PanicIsolation];

    /// The promise that `workload` relies on.
    pub fn behind(workload: Workload) -> Option<Self> {
        match workload {
            Workload::Yield { tasks, .. } if tasks > 1 => Some(Self::Rotation),
            Workload::Timeout { .. }
            | Workload::Sleep { .. }
            | Workload::OneSleep { .. }
            | Workload::SleepOnce { .. } => Some(Self::NeverEarly),
            Workload::SpawnJoin { .. } | Workload::SpawnAll { .. } => Some(Self::PanicIsolation),
            // Breaking a promise makes none of these cheaper.
            Workload::Yield { .. }
            | Workload::PingPong { .. }
            | Workload::Bytes { .. }
            | Workload::Wakes { .. }
            | Workload::WakesThroughSlots { .. }
            | Workload::StartUp => None,
        }
    }

    /// What a runtime without this promise does.
    pub fn when_broken(self) -> &'static str {
        match self {
            Self::Rotation => {
                "polls a task that wakes itself before all others, so each task runs alone"
            }
            Self::NeverEarly => {
                "reads the clock once per event loop iteration, so its timers can fire early"
            }
            Self::PanicIsolation => "ends the program when a task panics",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_yields_of_several_tasks_rely_on_rotation() {
        let yields = |tasks| Promise::behind(Workload::Yield { tasks, each: 1 });
        assert_eq!(yields(1), None);
        assert_eq!(yields(2), Some(Promise::Rotation));
    }
}
