//! Runs programs without asking cargo each time.

use std::env;
use std::process::{Command, Stdio};

use recorder::event::Clock;
use timeline::programs::{Program, Variant, root};
use timeline::record::Record;
use timeline::run;

/// Builds all programs, with the profile of the tests.
pub fn build() {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(root()).args(["build", "--quiet", "--package", "timeline", "--examples"]);
    if !cfg!(debug_assertions) {
        cargo.arg("--release");
    }
    assert!(cargo.status().expect("cargo can be started").success());
}

/// Records a program that is built.
pub fn record(program: &Program, variant: &Variant, clock: Clock) -> Result<Record, run::Error> {
    let mut path = env::current_exe().expect("a test has a path");
    path.pop();
    path.set_file_name("examples");
    let mut command = Command::new(path.join(&variant.target));
    // A panic in a program is none of the test's.
    command.current_dir(root()).stderr(Stdio::null());
    run::record_run_of(command, program, variant, clock)
}
