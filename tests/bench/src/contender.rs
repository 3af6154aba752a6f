//! Who takes part: our runtime, a peer or a floor, behind three plain function pointers, so that
//! the rounds know nothing of generics.

use crate::machine;
use crate::runtimes::Runtime;
use crate::workloads::{self, Workload};

/// What a contender is compared as.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// jacobio, whose goals are checked.
    Ours,
    /// A runtime to be faster than.
    Peer,
    /// The same work without a runtime: shown, and never taken for the best peer.
    Floor,
}

/// One column of the table.
#[derive(Clone)]
pub struct Contender {
    /// The name in the table and on the command line.
    pub name: &'static str,
    /// Its version in `Cargo.lock`; a floor has none.
    pub version: Option<String>,
    /// What it is compared as.
    pub kind: Kind,
    /// Starts it once, to learn whether this machine can.
    pub probe: fn() -> Result<(), String>,
    /// Measures one workload once: a figure for each of its rows, or nothing if it can't do it.
    pub measure: fn(Workload) -> Option<Vec<f64>>,
}

impl Contender {
    /// The column of a runtime.
    pub fn runtime<R: Runtime>(kind: Kind) -> Self {
        Self {
            name: R::NAME,
            version: Some(machine::locked_version(R::PACKAGE)),
            kind,
            probe: || R::new().map(drop),
            measure: workloads::measure::<R>,
        }
    }
}
