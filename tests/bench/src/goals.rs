//! What is shown of each workload, and what jacobio is to reach in it: every goal stands here.

use Goal::{AtLeast, AtMost, Best, Tokio};

/// One figure of a workload.
pub struct Row {
    /// What it says, in the table and over its bars.
    pub title: &'static str,
    /// What it counts.
    pub unit: &'static str,
    /// What jacobio is to reach; all of it.
    pub goals: &'static [Goal],
}

/// A figure to reach.
#[derive(Clone, Copy)]
pub enum Goal {
    /// At most so many times tokio's.
    Tokio(f64),
    /// At most so many times the best peer's.
    Best(f64),
    /// At most this.
    AtMost(f64),
    /// At least this.
    AtLeast(f64),
}

impl Row {
    /// Whether low figures are bad, so that the lowest one counts.
    pub fn is_floor(&self) -> bool {
        self.goals.iter().any(|goal| matches!(goal, AtLeast(_)))
    }
}

const fn row(title: &'static str, unit: &'static str, goals: &'static [Goal]) -> Row {
    Row { title, unit, goals }
}

const FEW: &[Goal] = &[Tokio(0.33), Best(1.0)];
const EARLIEST: Row = row("… the earliest, never early", "µs", &[AtLeast(0.0)]);

pub const YIELD_1: &[Row] = &[row("yield, 1 task", "ns", FEW)];
pub const YIELD_10: &[Row] = &[row("yield, 10 tasks", "ns", FEW)];
pub const YIELD_100: &[Row] = &[row("yield, 100 tasks", "ns", FEW)];
pub const YIELD_1000: &[Row] = &[row("yield, 1,000 tasks", "ns", FEW)];
pub const YIELD_100K: &[Row] = &[row("yield, 100,000 tasks", "ns", &[Tokio(0.30), Best(0.75)])];
pub const PING_PONG: &[Row] = &[row("ping-pong, one message", "ns", &[Tokio(0.42)])];

pub const SPAWN_JOIN: &[Row] =
    &[row("spawn and join, one by one", "ns", &[Tokio(0.18), Best(1.0)])];
pub const SPAWN_ALL: &[Row] =
    &[row("spawn 1,000,000, then join all", "ns", &[Tokio(0.22), Best(1.0)])];

pub const TIMEOUT: &[Row] =
    &[row("timeout registered, then cancelled", "ns", &[Tokio(0.36), Best(1.0)])];
pub const SLEEP_100K: &[Row] = &[
    row("100,000 tasks sleep within 1 s", "ns", &[Tokio(0.65), Best(1.0)]),
    row("… mean lateness of 100,000", "µs", &[Tokio(1.0)]),
    EARLIEST,
];
pub const SLEEP_1M: &[Row] = &[
    row("1,000,000 tasks sleep within 1 s", "ns", &[Tokio(0.60), Best(1.0)]),
    row("… mean lateness of 1,000,000", "µs", &[]),
    EARLIEST,
];
pub const ONE_SLEEP: &[Row] =
    &[row("mean lateness of a single sleep", "µs", &[Tokio(1.0)]), EARLIEST];

pub const NOTHING: &[Row] = &[row("a task that waits for nothing", "bytes", &[AtMost(95.0)])];
pub const SLEEPING: &[Row] = &[
    row("a sleeping task", "bytes", &[AtMost(185.0)]),
    row("peak memory, 1,000,000 sleeping tasks", "MiB", &[]),
];
pub const WAKER: &[Row] = &[row("a task whose waker someone keeps", "bytes", &[AtMost(175.0)])];
pub const NOTHING_100K: &[Row] = &[row("waits for nothing, of 100,000", "bytes", &[])];
pub const SLEEPING_100K: &[Row] = &[
    row("sleeping, of 100,000", "bytes", &[]),
    row("peak memory, 100,000 sleeping tasks", "MiB", &[]),
];
pub const WAKER_100K: &[Row] = &[row("waker kept, of 100,000", "bytes", &[])];

pub const WAKES: &[Row] = &[row("wake by another thread, 1,000 tasks", "ns", &[Tokio(0.55)])];
pub const WAKES_100K: &[Row] =
    &[row("wake by another thread, 100,000 tasks", "ns", &[Tokio(0.55)])];
pub const ROUND_TRIP: &[Row] = &[
    row("round trip with another thread", "ns", &[Tokio(1.05)]),
    row("… its wall time", "ns", &[]),
];
pub const ONE_SECOND: &[Row] = &[row("a sleep of 1 s, set-up included", "µs", &[Tokio(1.0)])];
pub const START_UP: &[Row] = &[row("start-up over an empty program", "µs", &[Tokio(1.0)])];

pub const GROWTH_YIELD: &[Row] = &[row("a yield", "ns", &[])];
pub const GROWTH_SPAWN: &[Row] = &[row("a spawn and its join", "ns", &[])];
pub const GROWTH_SLEEP: &[Row] = &[row("a sleep of up to 50 ms", "ns", &[])];
