//! The course's event loops under one surface, tokio's, that notes what happens on them.
//!
//! A program compiled against this library runs on the loop that an environment variable names.
//! Nothing in that loop is changed: futures and wakers are wrapped where the program hands them
//! over.

mod clock;
pub mod event;
pub mod generators;
mod journal;
pub use journal::{FRAME, FRAME_END, QUIET_END};
pub mod on;
pub mod runtime;
mod stages;
pub mod sync;
pub mod task;
pub mod time;
mod wait;
mod waker;
