//! What stage 4's programs use of its library, recorded.

/// The article's loop.
pub mod busy {
    pub use recorder::runtime::LocalRuntime;
    pub use recorder::task::{JoinHandle, spawn_local};
    pub use recorder::time::{Duration, pause, sleep};
}

/// The textbook loop.
pub mod waking {
    pub use crate::busy::*;
}
