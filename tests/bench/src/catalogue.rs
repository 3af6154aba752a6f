//! All workloads, each with its size and its place in the results.

use std::time::Duration;

use crate::goals::{self, Row};
use crate::workloads::{Wait, Waiting, Workload};

/// One workload of the bench.
pub struct Entry {
    /// The name on the command line.
    pub name: String,
    /// Where its rows are shown.
    pub group: Group,
    /// How often each contender does it.
    pub rounds: usize,
    /// Whether each measurement runs in a new process.
    pub own_process: bool,
    /// The work itself.
    pub workload: Workload,
    /// The figures that are shown of it.
    pub rows: &'static [Row],
}

/// The chart that a workload belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Switching from task to task.
    Switching,
    /// Spawning and joining.
    Spawning,
    /// Timeouts and sleeps.
    Timers,
    /// Heap bytes.
    Memory,
    /// Wake-ups from other threads, and whole programs.
    Outside,
    /// How cost grows: one point of a curve, at this number of tasks.
    Growth(usize),
}

/// All entries, at full size or, if `quick`, at a tenth of it.
pub fn all(quick: bool) -> Vec<Entry> {
    use Group::{Memory, Outside, Spawning, Switching, Timers};
    let cut = if quick { 10 } else { 1 };
    let (million, some) = (1_000_000 / cut, 100_000 / cut);
    let second = Duration::from_secs(1) / if quick { 10 } else { 1 };

    let yields = |tasks, total| Workload::Yield { tasks, each: total / tasks };
    let ping_pong = Workload::PingPong { messages: million };
    let spawn_join = Workload::SpawnJoin { tasks: 3 * some };
    let spawn_batch = Workload::SpawnAll { tasks: 1000, repeat: 300 / cut };
    let spawn_all = Workload::SpawnAll { tasks: million, repeat: 1 };
    let timeout = Workload::Timeout { times: 3 * some };
    let sleep = |tasks| Workload::Sleep { tasks, window: second, repeat: 1 };
    let one_sleep = Workload::OneSleep { times: if quick { 5 } else { 40 } };
    let bytes = |tasks, waiting| Workload::Bytes { tasks, waiting };
    let wakes = |tasks, rounds| Workload::Wakes { tasks, rounds };
    let wakes_through_slots = |between_rounds| Workload::WakesThroughSlots {
        tasks: 1000,
        rounds: 500 / cut,
        between_rounds,
    };
    let one_second = Workload::SleepOnce { duration: second };

    let mut entries = vec![
        entry("yield-1", Switching, 9, yields(1, million / 2), goals::YIELD_1),
        entry("yield-10", Switching, 9, yields(10, million / 2), goals::YIELD_10),
        entry("yield-100", Switching, 9, yields(100, million / 2), goals::YIELD_100),
        entry("yield-1000", Switching, 9, yields(1000, million / 2), goals::YIELD_1000),
        entry("yield-100k", Switching, 9, yields(some, 20 * some), goals::YIELD_100K),
        entry("ping-pong", Switching, 9, ping_pong, goals::PING_PONG),
        entry("spawn-join", Spawning, 9, spawn_join, goals::SPAWN_JOIN),
        entry("spawn-batch", Spawning, 9, spawn_batch, goals::SPAWN_BATCH),
        entry("spawn-all", Spawning, 7, spawn_all, goals::SPAWN_ALL),
        entry("timeout", Timers, 9, timeout, goals::TIMEOUT),
        entry("sleep-100k", Timers, 5, sleep(some), goals::SLEEP_100K),
        entry("sleep-1m", Timers, 3, sleep(million), goals::SLEEP_1M),
        entry("one-sleep", Timers, 3, one_sleep, goals::ONE_SLEEP),
        entry("bytes-nothing", Memory, 1, bytes(million, Waiting::Nothing), goals::NOTHING),
        entry("bytes-sleeping", Memory, 1, bytes(million, Waiting::Sleeping), goals::SLEEPING),
        entry("bytes-waker", Memory, 1, bytes(million, Waiting::Wakers), goals::WAKER),
        entry("bytes-100k-nothing", Memory, 1, bytes(some, Waiting::Nothing), goals::NOTHING_100K),
        entry(
            "bytes-100k-sleeping",
            Memory,
            1,
            bytes(some, Waiting::Sleeping),
            goals::SLEEPING_100K,
        ),
        entry("bytes-100k-waker", Memory, 1, bytes(some, Waiting::Wakers), goals::WAKER_100K),
        entry("wakes-1000", Outside, 7, wakes(1000, 500 / cut), goals::WAKES),
        entry("wakes-100k", Outside, 7, wakes(some, 5), goals::WAKES_100K),
        entry("wakes-slots", Outside, 7, wakes_through_slots(Wait::Parked), goals::WAKES_SLOTS),
        entry(
            "wakes-slots-yield",
            Outside,
            7,
            wakes_through_slots(Wait::Yielding),
            goals::WAKES_SLOTS_YIELD,
        ),
        entry("round-trip", Outside, 7, wakes(1, some / 2), goals::ROUND_TRIP),
        entry("one-second", Outside, 3, one_second, goals::ONE_SECOND),
        entry("start-up", Outside, 15, Workload::StartUp, goals::START_UP),
    ];
    for exponent in 0..=if quick { 4 } else { 6 } {
        entries.extend(growth(10_usize.pow(exponent), cut));
    }
    entries
}

/// One point of each curve. With few tasks the work is repeated, so that there is enough to measure.
fn growth(tasks: usize, cut: usize) -> [Entry; 3] {
    let times = |total: usize| total / cut / tasks;
    let yields = Workload::Yield { tasks, each: times(300_000).max(3) };
    let spawns = Workload::SpawnAll { tasks, repeat: times(100_000).max(1) };
    let sleeps =
        Workload::Sleep { tasks, window: Duration::from_millis(50), repeat: times(10).max(1) };
    [
        ("growth-yield", yields, goals::GROWTH_YIELD),
        ("growth-spawn", spawns, goals::GROWTH_SPAWN),
        ("growth-sleep", sleeps, goals::GROWTH_SLEEP),
    ]
    .map(|(name, workload, rows)| {
        entry(&format!("{name}-{tasks}"), Group::Growth(tasks), 3, workload, rows)
    })
}

fn entry(
    name: &str,
    group: Group,
    rounds: usize,
    workload: Workload,
    rows: &'static [Row],
) -> Entry {
    Entry {
        name: name.to_owned(),
        group,
        rounds,
        own_process: workload.needs_own_process(),
        workload,
        rows,
    }
}
