//! New processes: the bench starts itself to measure one contender or to try one promise.

use std::env;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::catalogue::Entry;
use crate::contender::Contender;
use crate::machine;
use crate::options::Options;
use crate::promise::Promise;

/// Measures `entry` once, in a new process of the bench at `program`.
pub fn measure(
    program: &Path,
    entry: &Entry,
    contender: &Contender,
    full: bool,
) -> Option<Vec<f64>> {
    let mut command = Command::new(program);
    command.args(["--child", "--runtimes", contender.name, "--only", &entry.name]);
    if full {
        command.arg("--full");
    }
    let output = command.stderr(Stdio::inherit()).output().ok()?;
    let figures = String::from_utf8(output.stdout).ok()?;
    let figures: Vec<f64> =
        figures.split_whitespace().map_while(|word| word.parse().ok()).collect();
    (output.status.success() && !figures.is_empty()).then_some(figures)
}

/// The promises that `contender` breaks. A process that crashes or hangs has broken its promise.
pub fn broken_promises(contender: &Contender) -> Vec<Promise> {
    let Ok(program) = env::current_exe() else { return Vec::new() };
    let trials = Promise::ALL.map(|promise| {
        let mut command = Command::new(&program);
        command.args(["--child", "--runtimes", contender.name, "--try", promise.name()]);
        (promise, command.stdout(Stdio::null()).stderr(Stdio::null()).spawn())
    });
    let kept = trials.map(|(promise, trial)| (promise, trial.is_ok_and(ends_well)));
    kept.into_iter().filter(|(_, kept)| !kept).map(|(promise, _)| promise).collect()
}

fn ends_well(mut trial: Child) -> bool {
    const LIMIT: Duration = Duration::from_secs(20);
    let start = Instant::now();
    while start.elapsed() < LIMIT {
        match trial.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => thread::sleep(Duration::from_millis(5)),
            Err(_) => break,
        }
    }
    // It hangs. Waiting for the killed process frees what the system keeps of it.
    drop(trial.kill().and_then(|()| trial.wait()));
    false
}

/// The main function of those processes. Prints the figures for the parent, or returns whether the
/// promise was kept.
pub fn main(options: &Options, entries: &[Entry], contender: &Contender) -> bool {
    if let Some(promise) = options.promise {
        return (contender.keeps)(promise);
    }
    let entry = &entries[0];
    if !entry.pinned {
        machine::unpin();
    }
    for figure in (contender.measure)(entry.workload).into_iter().flatten() {
        println!("{figure}");
    }
    true
}
