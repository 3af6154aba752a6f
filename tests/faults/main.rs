//! What must happen when something goes wrong, and what the scheduler promises that tokio doesn't.
//!
//! Where tokio does the same, the same test runs on tokio too: `both_runtimes!` compiles it twice,
//! so that "as tokio" is a result and not a belief.

#![expect(clippy::unwrap_used, reason = "an unwrap that fails is a test that fails")]

#[macro_use]
mod support;

mod abort;
mod budget;
#[path = "../child.rs"]
mod child;
mod clock;
mod departures;
mod fairness;
mod join_error;
mod join_set;
mod leftovers;
mod memory;
mod misuse;
mod order;
mod panics;
mod reentry;
mod shown;
mod shutdown;
mod spawn_late;
mod threads;
mod wakers;
#[path = "../../stage4-await/jacobio/tests/watchdog/mod.rs"]
mod watchdog;
mod yielding;
