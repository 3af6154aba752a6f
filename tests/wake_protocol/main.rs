//! The way from a wake to a parked thread, in every order in which threads can go.
//!
//! `shuttle` runs small programs on threads of its own and decides at each step which of them goes
//! next, so that it can try all orders. It has to be put in std's place for that, and nothing in
//! the stage is bent: this crate calls itself `std`, and compiles the stage's own files by their
//! path. What they `use` from `std::sync` and `std::thread` is then shuttle's.
//!
//! shuttle can run many threads for long, and takes each atomic for `SeqCst`. Whether `Acquire` and
//! `Release` are in their places is what `tests/weak_memory` checks, with few threads.

#![expect(clippy::unwrap_used, reason = "an unwrap that fails is a test that fails")]
#![expect(dead_code, reason = "the files are compiled for the part of them that threads share")]

extern crate self as mio;
extern crate self as std;
extern crate std as real_std;

mod model;
mod thread;

// What the engine's files take from `std`.
mod sync {
    pub(crate) use shuttle::sync::{Arc, Condvar, Mutex, atomic};
}
use real_std::{marker, mem, task};
// And from mio.
pub(crate) use thread::Waker;

#[path = "../../stage4-await/jacobio/src/engine"]
mod engine {
    #[path = "../../../../tests/wake_protocol/current.rs"]
    pub(crate) mod current;
    pub(crate) mod remote;
    pub(crate) mod slab;
    pub(crate) mod waker;
}
