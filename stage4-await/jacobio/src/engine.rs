//! What makes jacobio go. It knows nothing of the surface (`runtime`, `task`, `time`), and its files
//! import only from those below them:
//!
//! ```text
//!   event_loop
//!   task        waker
//!   current
//!   shared
//!   scheduler   timers   polled
//!   task_cell   awaiter  clock   remote
//!   slab        unwind
//! ```

pub(crate) mod awaiter;
pub(crate) mod clock;
pub(crate) mod current;
pub(crate) mod event_loop;
pub(crate) mod polled;
pub(crate) mod remote;
pub(crate) mod scheduler;
pub(crate) mod shared;
pub(crate) mod slab;
pub(crate) mod task;
pub(crate) mod task_cell;
pub(crate) mod timers;
pub(crate) mod unwind;
pub(crate) mod waker;
