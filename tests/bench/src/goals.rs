//! What is shown of each workload, and jacobio's goal in it: all goals stand here.
//!
//! A goal is a ratio to the best peer, within one run, so that it means the same on every machine.
//! Which runtimes are peers in a workload stands in `promise.rs`. Bytes are the same on every
//! 64-bit machine, so their goals are plain figures.

use Goal::{AtLeast, AtMost, BestPeer, Tokio};

/// One figure of a workload.
pub struct Row {
    /// The row's name in the table and above its bars.
    pub title: &'static str,
    /// The unit of its figures.
    pub unit: &'static str,
    /// All that jacobio is to reach.
    pub goals: &'static [Goal],
    /// Whether ratios of its figures mean anything. Not where a figure may be zero or negative.
    pub has_ratios: bool,
}

/// A figure to reach.
#[derive(Clone, Copy)]
pub enum Goal {
    /// At most so many times tokio's.
    Tokio(f64),
    /// At most so many times the best peer's.
    BestPeer(f64),
    /// At most this.
    AtMost(f64),
    /// At least this.
    AtLeast(f64),
}

impl Row {
    /// Whether low figures are bad, so that the lowest one counts.
    pub fn lowest_counts(&self) -> bool {
        self.goals.iter().any(|goal| matches!(goal, AtLeast(_)))
    }
}

const fn row(title: &'static str, unit: &'static str, goals: &'static [Goal]) -> Row {
    Row { title, unit, goals, has_ratios: true }
}

/// Switching costs less than in any peer that does the same.
const SWITCH: &[Goal] = &[BestPeer(0.9)];
const EARLIEST: Row =
    Row { has_ratios: false, ..row("… the earliest (never early)", "µs", &[AtLeast(0.0)]) };
const PARKS: Row =
    Row { has_ratios: false, ..row("… parks of the event loop", "per 1,000", &[]) };

pub const YIELD_1: &[Row] = &[row("yield, 1 task", "ns", SWITCH)];
pub const YIELD_10: &[Row] = &[row("yield, 10 tasks", "ns", SWITCH)];
pub const YIELD_100: &[Row] = &[row("yield, 100 tasks", "ns", SWITCH)];
pub const YIELD_1000: &[Row] = &[row("yield, 1,000 tasks", "ns", SWITCH)];
pub const YIELD_100K: &[Row] = &[row("yield, 100,000 tasks", "ns", SWITCH)];
pub const PING_PONG: &[Row] = &[row("ping-pong, one message", "ns", SWITCH)];

// The best of the peers that keep a panic in its task, so not of all that are shown.
pub const SPAWN_JOIN: &[Row] = &[row("spawn and join, one by one", "ns", &[BestPeer(0.7)])];
pub const SPAWN_BATCH: &[Row] = &[row("spawn and join, 1,000 at once", "ns", &[BestPeer(0.7)])];
pub const SPAWN_ALL: &[Row] = &[row("spawn 1,000,000, then join all", "ns", &[BestPeer(0.9)])];

// The next three ratios hold what is reached already.
pub const TIMEOUT: &[Row] = &[row("timeout registered, then cancelled", "ns", &[BestPeer(0.61)])];
pub const SLEEP_100K: &[Row] = &[
    row("100,000 tasks sleep within 1 s", "ns", &[BestPeer(0.66)]),
    row("… mean lateness of 100,000", "µs", &[Tokio(1.0)]),
    EARLIEST,
];
pub const SLEEP_1M: &[Row] = &[
    row("1,000,000 tasks sleep within 1 s", "ns", &[BestPeer(0.54)]),
    row("… mean lateness of 1,000,000", "µs", &[]),
    EARLIEST,
];
pub const ONE_SLEEP: &[Row] =
    &[row("mean lateness of a single sleep", "µs", &[Tokio(1.0)]), EARLIEST];

pub const NOTHING: &[Row] = &[row("a task that is never woken", "bytes", &[AtMost(92.0)])];
pub const SLEEPING: &[Row] = &[
    row("a sleeping task", "bytes", &[AtMost(185.0)]),
    row("peak memory, 1,000,000 sleeping tasks", "MiB", &[]),
];
pub const WAKER: &[Row] = &[row("a task with a kept waker", "bytes", &[AtMost(150.0)])];
pub const NOTHING_100K: &[Row] = &[row("never woken, of 100,000", "bytes", &[])];
pub const SLEEPING_100K: &[Row] = &[
    row("sleeping, of 100,000", "bytes", &[]),
    row("peak memory, 100,000 sleeping tasks", "MiB", &[]),
];
pub const WAKER_100K: &[Row] = &[row("with a kept waker, of 100,000", "bytes", &[])];

pub const WAKES: &[Row] = &[row("remote wake-up, 1,000 tasks", "ns", &[Tokio(1.0)]), PARKS];
pub const WAKES_100K: &[Row] = &[row("remote wake-up, 100,000 tasks", "ns", &[Tokio(1.0)]), PARKS];
pub const WAKES_SLOTS: &[Row] = &[row("remote wake-up, 1,000 slots", "ns", &[Tokio(1.0)]), PARKS];
pub const WAKES_SLOTS_YIELD: &[Row] =
    &[row("remote wake-up, slots, yielding thread", "ns", &[Tokio(1.0)]), PARKS];
pub const ROUND_TRIP: &[Row] =
    &[row("round trip with another thread", "ns", &[BestPeer(1.06)]), PARKS];
pub const ONE_SECOND: &[Row] = &[row("a sleep of 1 s, set-up included", "µs", &[Tokio(1.0)])];
pub const START_UP: &[Row] = &[row("start-up over an empty program", "µs", &[Tokio(1.0)])];

pub const GROWTH_YIELD: &[Row] = &[row("a yield", "ns", &[])];
pub const GROWTH_SPAWN: &[Row] = &[row("a spawn and its join", "ns", &[])];
pub const GROWTH_SLEEP: &[Row] = &[row("a sleep of up to 50 ms", "ns", &[])];
