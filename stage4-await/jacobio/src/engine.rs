//! The runtime behind the surface. It knows nothing of the surface (`runtime`, `task`, `time`), and
//! its files import only from those below them:
//!
//! ```text
//!   event_loop
//!   task        waker
//!   current     socket
//!   parking     registration
//!   shared
//!   scheduler   timers   reactor
//!   task_cell   clock    readiness   remote
//!   polled      unwind
//!   awaiter
//!   slab
//! ```
//!
//! Four words that the files use:
//!
//! - *Cancel*: drop a future before it is ready.
//! - *Abort*: ask that a task be cancelled.
//! - *Detach*: drop the join handle of a task, which runs on.
//! - *User code*: polls, drops and wakers that are not ours. They may panic, and they may call us.

pub(crate) mod awaiter;
pub(crate) mod clock;
pub(crate) mod current;
pub(crate) mod event_loop;
pub(crate) mod parking;
pub(crate) mod polled;
pub(crate) mod reactor;
pub(crate) mod readiness;
pub(crate) mod registration;
pub(crate) mod remote;
pub(crate) mod scheduler;
pub(crate) mod shared;
pub(crate) mod slab;
pub(crate) mod socket;
pub(crate) mod task;
pub(crate) mod task_cell;
pub(crate) mod timers;
pub(crate) mod unwind;
pub(crate) mod waker;
