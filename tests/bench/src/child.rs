//! Measurements in a new process: the bench starts itself.

use std::env;
use std::process::{Command, Stdio};

use crate::catalogue::Entry;
use crate::contender::Contender;

/// Measures `entry` once, in a new process.
pub fn measure(entry: &Entry, contender: &Contender, quick: bool) -> Option<Vec<f64>> {
    let mut command = Command::new(env::current_exe().ok()?);
    command.args(["--child", "--runtimes", contender.name, "--only", &entry.name]);
    if quick {
        command.arg("--quick");
    }
    let output = command.stderr(Stdio::inherit()).output().ok()?;
    let figures = String::from_utf8(output.stdout).ok()?;
    let figures: Vec<f64> =
        figures.split_whitespace().map_while(|word| word.parse().ok()).collect();
    (output.status.success() && !figures.is_empty()).then_some(figures)
}

/// The main function of that process: measures, and prints the figures for its parent.
pub fn main(entry: &Entry, contender: &Contender) {
    for figure in (contender.measure)(entry.workload).into_iter().flatten() {
        println!("{figure}");
    }
}
