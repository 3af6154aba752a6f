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

extern crate self as std;
extern crate std as real_std;

mod model;
#[path = "../../stage4-await/jacobio/src/remote.rs"]
mod remote;
#[path = "../../stage4-await/jacobio/src/slab.rs"]
mod slab;
mod thread;
#[path = "../../stage4-await/jacobio/src/task/waker.rs"]
mod waker;

// What the files above take from `std`.
mod sync {
    pub(crate) use shuttle::sync::{Arc, Condvar, Mutex, atomic};
}
use real_std::{marker, mem};

// And what they take from their own crate.
mod task {
    pub(crate) use crate::waker::{OwnWaker, TaskWaker};
    pub(crate) use real_std::task::{Context, Wake, Waker};

    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(crate) struct Id(pub(crate) crate::slab::Key);
}
mod context {
    use crate::{remote::Remote, sync::Arc, task::Id};
    use real_std::cell::RefCell;

    /// No task wakes itself here.
    pub(crate) fn woke_itself(_: *const ()) -> bool {
        false
    }

    /// No thread is at home here: each wake goes through the side door.
    pub(crate) fn with<R>(_: impl FnOnce(&EventLoop) -> R) -> Option<R> {
        None
    }

    pub(crate) struct EventLoop {
        pub(crate) remote: Arc<Remote>,
        pub(crate) scheduler: RefCell<Scheduler>,
    }

    pub(crate) struct Scheduler(Vec<Id>);

    impl Scheduler {
        pub(crate) fn wake(&mut self, id: Id) {
            self.0.push(id);
        }
    }
}
