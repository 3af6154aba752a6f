//! The runtime, as jacobio's and tokio's module of this name has it.

use std::io;
use std::panic::Location;

use crate::on::{Loop, lacks, options};
use crate::stages::{busy, reacting, waking};
use crate::task::Task;
use crate::{journal, time};

/// A runtime of the loop that the program runs on.
pub struct LocalRuntime(Inner);

enum Inner {
    Busy(busy::LocalRuntime),
    Waking(waking::LocalRuntime),
    Reacting(reacting::LocalRuntime),
    Jacobio(jacobio::runtime::LocalRuntime),
    Tokio(tokio::runtime::LocalRuntime),
}

impl LocalRuntime {
    /// Makes a runtime without any task.
    ///
    /// # Errors
    ///
    /// Where the loop's own `new` has some.
    pub fn new() -> io::Result<Self> {
        Ok(Self(match options().on {
            Loop::Generators => lacks("LocalRuntime"),
            Loop::Busy => Inner::Busy(busy::LocalRuntime::new()?),
            Loop::Waking => Inner::Waking(waking::LocalRuntime::new()?),
            Loop::Reacting => Inner::Reacting(reacting::LocalRuntime::new()?),
            Loop::Jacobio => Inner::Jacobio(jacobio::runtime::LocalRuntime::new()?),
            Loop::Tokio if options().start_paused => Inner::Tokio(paused_tokio()?),
            Loop::Tokio => Inner::Tokio(tokio::runtime::LocalRuntime::new()?),
        }))
    }

    /// Runs `main` to its end, and the spawned tasks meanwhile. Not every loop takes a `main` that
    /// borrows, so this one takes none.
    #[track_caller]
    pub fn block_on<F: Future + 'static>(&self, main: F) -> F::Output {
        let at = Location::caller();
        let main = async move {
            if options().start_paused {
                match options().on {
                    Loop::Tokio => journal::clock_paused(),
                    _ => time::pause(),
                }
            }
            main.await
        };
        journal::loop_starts();
        let main = Task::new(journal::spawned("main", Some(at)), main);
        let output = match &self.0 {
            Inner::Busy(runtime) => runtime.block_on(main),
            Inner::Waking(runtime) => runtime.block_on(main),
            Inner::Reacting(runtime) => runtime.block_on(main),
            Inner::Jacobio(runtime) => runtime.block_on(main),
            Inner::Tokio(runtime) => runtime.block_on(main),
        };
        journal::loop_ended();
        output
    }
}

/// Builds a runtime, as tokio's does. Here they are all alike: with timers and sockets, on one
/// thread.
#[derive(Debug, Default)]
pub struct Builder;

/// A multi-threaded runtime of tokio's is recorded on one thread.
pub type Runtime = LocalRuntime;

impl Builder {
    /// For a runtime on this thread.
    pub fn new_current_thread() -> Self {
        Self
    }

    /// For a runtime on this thread: others can't be recorded.
    pub fn new_multi_thread() -> Self {
        Self
    }

    /// Changes nothing.
    pub fn worker_threads(&mut self, _: usize) -> &mut Self {
        self
    }

    /// Changes nothing.
    pub fn enable_all(&mut self) -> &mut Self {
        self
    }

    /// Changes nothing.
    pub fn enable_time(&mut self) -> &mut Self {
        self
    }

    /// Makes the runtime.
    ///
    /// # Errors
    ///
    /// Where the loop's own `new` has some.
    pub fn build(&mut self) -> io::Result<Runtime> {
        LocalRuntime::new()
    }
}

/// Paused from the start, so that deadlines lie on tokio's ticks. Paused later, the clock stands
/// between two, and each sleep ends up to a millisecond late.
fn paused_tokio() -> io::Result<tokio::runtime::LocalRuntime> {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().start_paused(true).build_local(tokio::runtime::LocalOptions::default())
}
