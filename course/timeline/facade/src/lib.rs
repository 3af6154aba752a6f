//! The library that a recorded program is compiled against. It stands in for all of `jacobio`,
//! `tokio`, `stage2_event_loop`, `stage3_sleep` and `stage4_await`: the compiler is told that each
//! of these names is this crate. So it has what any of them has, recorded.

pub use recorder::generators::{clock, event_loop, sleep};
pub use recorder::{join, main, net, pin, runtime, select, sync, task, time, try_join};

pub use recorder::task::spawn;

/// Stage 4's names. Its loops have the same ones, and the command line says which loop runs.
pub mod busy {
    pub use recorder::runtime::LocalRuntime;
    pub use recorder::task::{JoinHandle, spawn_local};
    pub use recorder::time::{Duration, pause, sleep};
}
pub use busy as waking;

/// Stage 4's loop with a reactor, which has sockets as well.
pub mod reacting {
    pub use crate::busy::*;
    pub use recorder::net::{TcpListener, TcpStream};
}

/// What jacobio and tokio have in these traits, a recorded stream has itself.
pub mod io {
    pub use std::io::{Error, ErrorKind, Result};

    /// Nothing is left in it.
    pub trait AsyncReadExt {}
    /// Nothing is left in it.
    pub trait AsyncWriteExt {}
}
