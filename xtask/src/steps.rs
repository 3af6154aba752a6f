//! What `bless` and `check` run, one step after the other.

use std::env;
use std::ffi::OsStr;
use std::process::Command;
use std::time::Instant;

use crate::{Result, root};

/// A command, and what it is for.
pub struct Step {
    what: &'static str,
    command: Command,
}

impl Step {
    /// A step that runs a command line, from the root.
    pub fn new(what: &'static str, line: &str) -> Self {
        let mut words = line.split_whitespace();
        let mut command = Command::new(words.next().unwrap_or_default());
        command.args(words).current_dir(root()).env("RUST_BACKTRACE", "0");
        // What the course installs for itself comes first.
        let path = env::var_os("PATH").unwrap_or_default();
        let tools = [root().join("target/tools/bin")];
        let path = env::join_paths(tools.into_iter().chain(env::split_paths(&path)));
        command.env("PATH", path.expect("no folder has a colon in its name"));
        Self { what, command }
    }

    /// Sets a variable of the step's environment.
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }
}

/// Runs the steps, and says what each does and how long it takes. After one that fails, shows what
/// it printed and goes on.
///
/// # Errors
///
/// If steps have failed. Names them.
pub fn run(steps: Vec<Step>) -> Result {
    let start = Instant::now();
    let mut failed = Vec::new();
    for Step { what, mut command } in steps {
        let words = [command.get_program()].into_iter().chain(command.get_args());
        let line = words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ");
        println!("\n{what}\n$ {line}");
        let start = Instant::now();
        let is_ok = match command.output() {
            Err(error) => {
                println!("{error}");
                false
            }
            Ok(output) if output.status.success() => true,
            Ok(output) => {
                for text in [output.stdout, output.stderr] {
                    println!("{}", String::from_utf8_lossy(&text).trim());
                }
                false
            }
        };
        let end = if is_ok { "done" } else { "FAILED" };
        println!("{end} in {:.1} s", start.elapsed().as_secs_f32());
        if !is_ok {
            failed.push(what);
        }
    }
    println!("\n{:.0} s in all", start.elapsed().as_secs_f32());
    if failed.is_empty() {
        Ok(())
    } else {
        Err(format!("failed:\n  {}", failed.join("\n  ")).into())
    }
}
