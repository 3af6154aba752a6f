//! jacobio's paths for the interpreter, and its runtime.

use jacobio::runtime::LocalRuntime;
use jacobio::{task, time};

use crate::program::{Main, Program};
use crate::trace;

#[expect(clippy::duplicate_mod, reason = "one text for two runtimes")]
#[path = "interpreter.rs"]
mod interpreter;

/// What `program` does on jacobio.
pub fn trace(program: &Program, main: Main) -> String {
    trace::record(program, |trace| {
        let runtime = LocalRuntime::new().expect("it never fails");
        runtime.block_on(async {
            time::pause();
            interpreter::run(program, main, trace).await;
        });
    })
}
