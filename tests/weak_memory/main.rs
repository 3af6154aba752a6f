//! The way from a wake to a parked thread, under the rules of weak memory.
//!
//! `tests/wake_protocol` tries the orders in which threads can take their steps, as if all threads
//! always saw the same memory. Real threads see only what an `Acquire` shows them of what was done
//! before a `Release`. `loom` tries the orders *and* what each thread may see. As there, this crate
//! calls itself `std` and compiles the engine's own files, so what they `use` from std is a mock.
//!
//! loom's own `Arc` and `unpark` are stricter than std's, and would hide what this is to find: its
//! `Arc::strong_count` acquires, and its `unpark` shows the woken thread everything. So both are in
//! `mock.rs`, with the orderings that std's source has.
//!
//! A thread is preempted if another goes on where it could have gone on itself. The tests try all
//! executions with up to three preemptions. This tries more, and prints how many executions there
//! were; 255 is more than any of them can have:
//!
//! ```sh
//! LOOM_MAX_PREEMPTIONS=4 cargo test --release -p tests --test weak_memory -- --nocapture
//! ```

#![expect(clippy::unwrap_used, reason = "an unwrap that fails is a test that fails")]
#![expect(dead_code, reason = "the files are compiled for the part of them that threads share")]

extern crate self as mio;
extern crate self as std;
extern crate std as real_std;

mod mock;
mod model;

// What the engine's files take from `std`.
mod sync {
    pub(crate) use crate::mock::{Arc, atomic};
    pub(crate) use loom::sync::Mutex;
}
mod task {
    pub(crate) use crate::mock::{Wake, Waker};
}
mod thread {
    pub(crate) use crate::mock::{Thread, current, park};
}
use real_std::{marker, mem};
// And from mio.
pub(crate) use mock::Alarm as Waker;

#[path = "../../stage4-await/jacobio/src/engine"]
mod engine {
    pub(crate) mod remote;
    pub(crate) mod slab;
    pub(crate) mod waker {
        //! The shipped file, but for the receivers of one `impl` (`build.rs`).
        include!(concat!(env!("OUT_DIR"), "/waker.rs"));
    }
    #[path = "../../../../tests/wake_protocol/current.rs"]
    pub(crate) mod current;
}
