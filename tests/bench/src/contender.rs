//! One column of the table: jacobio, a peer or a baseline. Plain function pointers, so that the
//! rounds need no generics.

use crate::machine;
use crate::promise::Promise;
use crate::runtimes::{Runtime, Sockets};
use crate::workloads::{self, Workload};

/// What a contender is compared as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// jacobio.
    Ours,
    /// Another runtime.
    Peer,
    /// A simpler program that does the same work. It is shown, and never the best peer.
    Baseline,
}

/// One column of the table.
pub struct Contender {
    /// The name in the table and on the command line.
    pub name: &'static str,
    /// Its version in `Cargo.lock`.
    pub version: String,
    /// What it is compared as.
    pub kind: Kind,
    /// The promises that it broke when they were tried.
    pub breaks: Vec<Promise>,
    /// Starts it once, to learn whether this machine can.
    pub probe: fn() -> Result<(), String>,
    /// Tries a promise.
    pub keeps: fn(Promise) -> bool,
    /// Measures one workload once and returns a figure for each of its rows; `None` if it can't do
    /// the workload.
    pub measure: fn(Workload) -> Option<Vec<f64>>,
}

impl Contender {
    /// A runtime's column.
    pub fn runtime<R: Runtime>(kind: Kind) -> Self {
        Self {
            name: R::NAME,
            version: machine::locked_version(R::PACKAGES[0]),
            kind,
            breaks: Vec::new(),
            probe: || R::new().map(drop),
            keeps: Promise::is_kept_by::<R>,
            measure: workloads::measure::<R>,
        }
    }

    /// The same with the workloads that need sockets, which `S` does.
    pub fn with_sockets<R: Runtime, S: Sockets>(kind: Kind) -> Self {
        Self { measure: workloads::measure_with_sockets::<R, S>, ..Self::runtime::<R>(kind) }
    }

    /// Whether it does the same work as jacobio: it keeps every promise.
    pub fn is_peer(&self) -> bool {
        self.kind == Kind::Peer && self.breaks.is_empty()
    }

    /// Whether its figures may be compared with jacobio's.
    pub fn counts(&self) -> bool {
        self.kind == Kind::Ours || self.is_peer()
    }
}
