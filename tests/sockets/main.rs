//! Sockets: what they promise, and their rows in the table of faults.
//!
//! Where tokio promises the same, the same test runs on tokio too: `both_runtimes!` compiles it
//! twice.
//!
//! A test waits for an event and never for a time. Peers are in the same process: tasks of the same
//! runtime, or threads with blocking sockets of std.

#![expect(clippy::unwrap_used, reason = "an unwrap that fails is a test that fails")]

#[macro_use]
mod support;

mod fairness;
mod gone;
#[cfg(unix)]
mod many;
mod names;
mod streams;
mod tcp;
mod threads;
mod udp;
mod wakers;
#[path = "../../stage4-await/jacobio/tests/watchdog/mod.rs"]
mod watchdog;
