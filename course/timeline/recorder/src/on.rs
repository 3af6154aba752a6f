//! What the parent process sets: the loop to run on, the clock, and whether to record.

use std::env;
use std::fmt;
use std::process;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

/// Names the loop: `busy`, `waking`, `jacobio` or `tokio`. Unset: jacobio.
pub const LOOP: &str = "TIMELINE_ON";
/// Set if the run should be recorded.
pub const RECORD: &str = "TIMELINE_RECORD";
/// Set if the clock is simulated.
pub const SIMULATE: &str = "TIMELINE_SIMULATE";
/// The folder of the program's source, as the compiler was told it. What lies elsewhere is a
/// library.
pub const FOLDER: &str = "TIMELINE_FOLDER";
/// Set if `block_on` is to pause the clock, for a program that doesn't.
pub const START_PAUSED: &str = "TIMELINE_START_PAUSED";

/// An event loop of the course.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Loop {
    /// Stage 2's and 3's list of generators.
    Generators,
    /// The article's loop on futures.
    Busy,
    /// The textbook loop.
    Waking,
    /// The textbook loop with a reactor.
    Reacting,
    /// The course's runtime.
    Jacobio,
    /// Tokio's `LocalRuntime`.
    Tokio,
}

impl Loop {
    /// All of them, in the order in which the course builds them.
    pub const ALL: [Self; 6] =
        [Self::Generators, Self::Busy, Self::Waking, Self::Reacting, Self::Jacobio, Self::Tokio];

    /// As the command line calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Generators => "generators",
            Self::Busy => "busy",
            Self::Waking => "waking",
            Self::Reacting => "reacting",
            Self::Jacobio => "jacobio",
            Self::Tokio => "tokio",
        }
    }

    /// Whether a task is in its queue as often as it was woken.
    pub fn queues_each_wake(self) -> bool {
        matches!(self, Self::Waking | Self::Reacting)
    }

    /// Whether it polls every task, woken or not.
    pub fn polls_all(self) -> bool {
        matches!(self, Self::Generators | Self::Busy)
    }
}

impl fmt::Display for Loop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What this process was started with.
#[derive(Clone, Copy)]
pub(crate) struct Options {
    pub(crate) on: Loop,
    pub(crate) record: bool,
    pub(crate) simulate: bool,
    pub(crate) start_paused: bool,
}

pub(crate) fn options() -> Options {
    static OPTIONS: OnceLock<Options> = OnceLock::new();
    let is_set = |name| env::var_os(name).is_some();
    *OPTIONS.get_or_init(|| {
        let name = env::var(LOOP);
        let on = Loop::ALL.into_iter().find(|on| Ok(on.name()) == name.as_deref());
        Options {
            on: on.unwrap_or(Loop::Jacobio),
            record: is_set(RECORD),
            simulate: is_set(SIMULATE),
            start_paused: is_set(START_PAUSED),
        }
    })
}

/// Ends the program: the loop can't do what it asks for.
pub(crate) fn lacks(what: &str) -> ! {
    let on = options().on;
    eprintln!("error: the loop `{on}` has no `{what}`. These have it: jacobio, tokio.");
    process::exit(2)
}
