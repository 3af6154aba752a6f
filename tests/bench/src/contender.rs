//! One column of the table: jacobio, a peer or a baseline. Plain function pointers, so that the
//! rounds need no generics.

use crate::machine;
use crate::promise::Promise;
use crate::runtimes::Runtime;
use crate::workloads::{self, Workload};

/// What a contender is compared as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// jacobio, whose goals are checked.
    Ours,
    /// A runtime to be faster than.
    Peer,
    /// A simpler program that does the same work. It is shown, and never the best peer.
    Baseline,
}

/// One column of the table.
#[derive(Clone)]
pub struct Contender {
    /// The name in the table and on the command line.
    pub name: &'static str,
    /// Its version in `Cargo.lock`. A baseline has none.
    pub version: Option<String>,
    /// What it is compared as.
    pub kind: Kind,
    /// The promises that it doesn't keep.
    pub breaks: &'static [Promise],
    /// Starts it once, to learn whether this machine can.
    pub probe: fn() -> Result<(), String>,
    /// Measures one workload once and returns a figure for each of its rows; `None` if it can't do
    /// the workload.
    pub measure: fn(Workload) -> Option<Vec<f64>>,
}

impl Contender {
    /// A runtime's column.
    pub fn runtime<R: Runtime>(kind: Kind) -> Self {
        Self {
            name: R::NAME,
            version: R::PACKAGE.map(machine::locked_version),
            kind,
            breaks: R::BREAKS,
            probe: || R::new().map(drop),
            measure: workloads::measure::<R>,
        }
    }

    /// Whether the best peer may be this one in a workload that relies on `promise`.
    pub fn is_peer(&self, promise: Option<Promise>) -> bool {
        self.kind == Kind::Peer && promise.is_none_or(|promise| !self.breaks.contains(&promise))
    }
}
