//! tokio's paths for the interpreter, and its runtime.

use tokio::runtime::{Builder, LocalOptions};
use tokio::{task, time};

use crate::program::{Main, Program};
use crate::trace;

#[expect(clippy::duplicate_mod, reason = "one text for two runtimes")]
#[path = "interpreter.rs"]
mod interpreter;

/// What `program` does on tokio.
pub fn trace(program: &Program, main: Main) -> String {
    trace::record(program, |trace| {
        let mut builder = Builder::new_current_thread();
        builder.enable_time().start_paused(true);
        let runtime = builder.build_local(LocalOptions::default()).expect("it has no I/O");
        runtime.block_on(interpreter::run(program, main, trace));
    })
}
