//! The way from a wake to a parked thread, in every order in which threads can go.
//!
//! `shuttle` runs small programs on threads of its own and decides at each step which of them goes
//! next, so that it can try all orders. It has to be put in std's place for that, and nothing in
//! the stage is bent: this crate calls itself `std`, and compiles the stage's own files by their
//! path. What they `use` from `std::sync` and `std::thread` is then shuttle's.
//!
//! `shuttle` and not `loom`: a waker is an `Arc` with `impl Wake`, and loom's `Arc` is a type of its
//! own. The price is that shuttle knows no weak memory: each atomic is taken for `SeqCst`. Whether
//! `Acquire` and `Release` are in their places is left to reading, and to `faults::threads`.

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
    pub(crate) mod remote;
    pub(crate) mod slab;
    pub(crate) mod waker;

    /// In place of the engine's: no event loop runs on these threads, so each wake-up is remote.
    pub(crate) mod current {
        use super::{remote::RemoteQueue, slab::Key};
        use crate::sync::Arc;
        use real_std::cell::RefCell;

        pub(crate) struct Shared {
            pub(crate) remote: Arc<RemoteQueue>,
            pub(crate) polled: Local,
            pub(crate) scheduler: RefCell<Local>,
        }

        /// What only local wake-ups reach: it can't exist here.
        pub(crate) enum Local {}

        impl Local {
            pub(crate) fn notify_by_waker(&self, _: *const ()) -> bool {
                match *self {}
            }

            pub(crate) fn wake(&mut self, _: Key) {
                match *self {}
            }
        }

        pub(crate) fn with<R>(_: impl FnOnce(&Shared) -> R) -> Option<R> {
            None
        }
    }
}
