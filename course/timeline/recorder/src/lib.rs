//! The course's event loops under one surface, tokio's, that notes what happens on them.
//!
//! A program compiled against this library runs on the loop that an environment variable names.
//! Nothing in that loop is changed: futures and wakers are wrapped where the program hands them
//! over.
//!
//! A file imports only from lines below its own:
//!
//! ```text
//! runtime                                 block_on
//! task   time   sync   net   generators   what a program calls, passed on to the loop
//! wait                                    what a task waits for, with a waker of its own
//! waker                                   a waker that notes what becomes of it
//! clock                                   the stages' clock, each reading noted
//! journal                                 what is known of the run; writes the events
//! event   stages                          the events; the stages' own files
//! on                                      what the parent process sets
//! ```

mod clock;
pub mod event;
pub mod generators;
mod journal;
pub use journal::{FRAME, FRAME_END, QUIET_END};
pub mod net;
pub mod on;
pub mod runtime;
mod stages;
pub mod sync;
pub mod task;
pub mod time;
mod wait;
mod waker;

pub use tokio::{join, main, pin, try_join};

/// Awaits several futures, and goes on with the first that is ready. Tokio's begins with any of
/// them; this one with the first, so that a record is the same each time.
#[macro_export]
macro_rules! select {
    (biased; $($branches:tt)*) => { $crate::tokio_select! { biased; $($branches)* } };
    ($($branches:tt)*) => { $crate::tokio_select! { biased; $($branches)* } };
}
#[doc(hidden)]
pub use tokio::select as tokio_select;
