//! All workloads, each with its size, its rows and its place in the results.

use std::time::Duration;

use crate::workloads::{Exchange, Wait, Waiting, Workload};

/// One workload of the bench.
pub struct Entry {
    /// The name on the command line.
    pub name: String,
    /// Where its rows are shown.
    pub group: Group,
    /// How often each contender does it.
    pub rounds: usize,
    /// Whether all of its threads share one core. Otherwise the system places them.
    pub pinned: bool,
    /// The work itself.
    pub workload: Workload,
    /// The figures that it returns.
    pub rows: Vec<Row>,
}

/// One figure of a workload.
#[derive(Clone, Copy)]
pub struct Row {
    /// The row's name in the table and above its bars.
    pub title: &'static str,
    /// The unit of its figures.
    pub unit: &'static str,
    /// Whether less is better, and ratios mean something. Not where a figure may be zero or
    /// negative.
    pub has_ratios: bool,
}

/// The chart that a workload belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Switching, spawning and timers.
    Time,
    /// Heap bytes.
    Memory,
    /// Wake-ups from other threads, whole programs, builds: in the tables only.
    Outside,
    /// How cost grows: one point of a curve, at this number of tasks.
    Growth(usize),
}

/// All entries: at full size, or those of the first look at a tenth of it.
pub fn all(full: bool) -> Vec<Entry> {
    use Group::{Outside, Time};
    let cut = if full { 1 } else { 10 };
    let (million, some) = (1_000_000 / cut, 100_000 / cut);
    let second = Duration::from_secs(1) / if full { 1 } else { 10 };

    let yields = |tasks, total| Workload::Yield { tasks, each: total / tasks };
    let wakes = |tasks, rounds| Workload::Wakes { tasks, rounds };
    let slots = |between_rounds| Workload::WakesThroughSlots {
        tasks: 1000,
        rounds: 500 / cut,
        between_rounds,
    };

    let mut entries = vec![
        ns("yield-1", "yield, 1 task", yields(1, million / 2)),
        ns("yield-2", "yield, 2 tasks", yields(2, million / 2)),
        ns("yield-1000", "yield, 1,000 tasks", yields(1000, million / 2)),
        ns("yield-100k", "yield, 100,000 tasks", yields(some, 20 * some)),
        ns("ping-pong", "ping-pong, one message", Workload::PingPong { messages: million }),
        ns("spawn-join", "spawn and join, one by one", Workload::SpawnJoin { tasks: 3 * some }),
        ns(
            "spawn-batch",
            "spawn and join, 1,000 at once",
            Workload::SpawnAll { tasks: 1000, repeat: 300 / cut },
        ),
        ns(
            "spawn-all",
            "spawn 1,000,000, then join all",
            Workload::SpawnAll { tasks: million, repeat: 1 },
        ),
        ns("timeout", "timeout registered, then cancelled", Workload::Timeout { times: 3 * some }),
        sleep("sleep-100k", "100,000 tasks sleep within 1 s", some, second),
        bytes("bytes-nothing", "a task that is never woken", million, Waiting::Nothing),
        bytes("bytes-sleeping", "a sleeping task", million, Waiting::Sleeping),
        bytes("bytes-waker", "a task with a kept waker", million, Waiting::Wakers),
        remote("wakes-1000", "remote wake-up, 1,000 tasks", true, wakes(1000, 500 / cut)),
        remote("wakes-slots", "remote wake-up, 1,000 slots", true, slots(Wait::Parked)),
        remote("round-trip", "round trip with a thread", true, wakes(1, some / 2)),
    ];
    entries.extend([false, true].into_iter().flat_map(|two_threads| echo(two_threads, some)));
    if full {
        entries.extend([
            sleep("sleep-1m", "1,000,000 tasks sleep within 1 s", million, second),
            entry(
                "one-sleep",
                Time,
                3,
                Workload::OneSleep { times: 40 },
                vec![row("mean lateness of a single sleep", "µs"), EARLIEST],
            ),
            remote("wakes-100k", "remote wake-up, 100,000 tasks", true, wakes(some, 5)),
            remote(
                "wakes-slots-yield",
                "remote wake-up, slots, yielding thread",
                true,
                slots(Wait::Yielding),
            ),
            remote("wakes-1000-2", "remote wake-up, 1,000 tasks", false, wakes(1000, 500)),
            remote("wakes-slots-2", "remote wake-up, 1,000 slots", false, slots(Wait::Parked)),
            remote("round-trip-2", "round trip with a thread", false, wakes(1, some / 2)),
            program(
                "one-second",
                "a sleep of 1 s, set-up included",
                3,
                Workload::SleepOnce { duration: second },
            ),
            program("start-up", "start-up over an empty program", 15, Workload::StartUp),
            entry(
                "build",
                Outside,
                1,
                Workload::Build,
                vec![
                    row("cold build of a small program, CPU time", "s"),
                    row("… packages that it depends on", ""),
                    row("… size of the stripped program", "kB"),
                ],
            ),
        ]);
        for exponent in 0..=6 {
            entries.extend(growth(10_usize.pow(exponent)));
        }
    }
    entries
}

const EARLIEST: Row = Row { has_ratios: false, ..row("… the earliest (never early)", "µs") };
const PARKS: Row = Row { has_ratios: false, ..row("… parks of the event loop", "per 1,000") };

const fn row(title: &'static str, unit: &'static str) -> Row {
    Row { title, unit, has_ratios: true }
}

/// A figure in nanoseconds.
fn ns(name: &str, title: &'static str, workload: Workload) -> Entry {
    entry(name, Group::Time, 9, workload, vec![row(title, "ns")])
}

fn sleep(name: &str, title: &'static str, tasks: usize, window: Duration) -> Entry {
    let rows = vec![row(title, "ns"), row("… their mean lateness", "µs"), EARLIEST];
    entry(name, Group::Time, 5, Workload::Sleep { tasks, window, repeat: 1 }, rows)
}

fn bytes(name: &str, title: &'static str, tasks: usize, waiting: Waiting) -> Entry {
    let rows = vec![row(title, "bytes"), row("… with the allocator's rounding", "bytes")];
    entry(name, Group::Memory, 1, Workload::Bytes { tasks, waiting }, rows)
}

fn remote(name: &str, title: &'static str, pinned: bool, workload: Workload) -> Entry {
    Entry { pinned, ..entry(name, Group::Outside, 7, workload, vec![row(title, "ns"), PARKS]) }
}

fn program(name: &str, title: &'static str, rounds: usize, workload: Workload) -> Entry {
    entry(name, Group::Outside, rounds, workload, vec![row(title, "µs")])
}

/// A server and its clients. The figure is for one message there and back.
fn echo(two_threads: bool, some: usize) -> [Entry; 3] {
    let entry = |names: [&str; 2], titles: [&'static str; 2], connections, repeat, messages| {
        let echo = Workload::Echo(Exchange { connections, repeat, messages, two_threads });
        let (name, title) = (names[usize::from(two_threads)], titles[usize::from(two_threads)]);
        entry(name, Group::Outside, 7, echo, vec![row(title, "ns")])
    };
    let one = ["echo, 1 connection", "echo, 1 connection, two threads"];
    let hundred = ["echo, 100 connections", "echo, 100 connections, two threads"];
    let connect = ["connect, echo once, close", "connect, echo once, close, two threads"];
    [
        entry(["echo-1", "echo-1-2"], one, 1, 1, some / 5),
        entry(["echo-100", "echo-100-2"], hundred, 100, 1, some / 250),
        entry(["connect-echo", "connect-echo-2"], connect, 1, some / 10, 1),
    ]
}

/// One point of each curve. With few tasks the work is repeated, so that there is enough to
/// measure.
fn growth(tasks: usize) -> [Entry; 3] {
    let times = |total: usize| total / tasks;
    let yields = Workload::Yield { tasks, each: times(300_000).max(3) };
    let spawns = Workload::SpawnAll { tasks, repeat: times(100_000).max(1) };
    let sleeps =
        Workload::Sleep { tasks, window: Duration::from_millis(50), repeat: times(10).max(1) };
    [
        ("growth-yield", yields, "a yield"),
        ("growth-spawn", spawns, "a spawn and its join"),
        ("growth-sleep", sleeps, "a sleep of up to 50 ms"),
    ]
    .map(|(name, workload, title)| {
        entry(&format!("{name}-{tasks}"), Group::Growth(tasks), 3, workload, vec![row(title, "ns")])
    })
}

fn entry(name: &str, group: Group, rounds: usize, workload: Workload, rows: Vec<Row>) -> Entry {
    Entry { name: name.to_owned(), group, rounds, pinned: true, workload, rows }
}
