//! What is known of the run, and the events as they happen.
//!
//! The wrappers around futures and wakers call the functions below, each named after what has
//! happened. A function changes what is known, and writes the events that follow from it. Each file
//! has one concept, and imports only from lines below its own:
//!
//! ```text
//!  sleeps                              the tasks that the busy loop's sleeps spawn
//!  polls   waits                       spawned, polled, ended, aborted; what is waited for
//!  parking   wakes   clock   sockets   when the thread parks; wake-ups; the time; sockets
//!  state                               all that is known, behind one lock
//!  task   time   frames   position     a task's state; the run's time; the output; the source
//! ```

mod clock;
mod frames;
mod parking;
mod polls;
mod position;
mod sleeps;
mod sockets;
mod state;
mod task;
mod time;
mod waits;
mod wakes;

pub(crate) use clock::{
    clock_paused, deadline, deadline_after_reading, microseconds, program_read_clock,
};
pub use frames::{FRAME, FRAME_END, QUIET_END};
pub(crate) use parking::waking_waits;
pub(crate) use polls::{abort_requested, dropped, poll_ended, poll_panicked, poll_starts, spawned};
pub(crate) use position::position;
pub(crate) use sleeps::{clock_was_read, sleep_task_spawned};
pub(crate) use sockets::{moved, new_socket};
pub(crate) use state::{current, loop_ended, loop_starts};
pub(crate) use time::micros;
pub(crate) use waits::{
    awaits, new_wait, wait_is_over, wait_is_pending, wait_moves, waker_dropped, waker_kept,
};
pub(crate) use wakes::{wake_was_absorbed, woken};
