//! The loops that wait, on the real clock: they take their two seconds, and next to no processor
//! time.
//!
//! In a process of its own, so that no other test's children count.
#![cfg(unix)]

use std::env;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

mod child;

/// Longer than a build takes on a slow machine.
const BUILD_LIMIT: Duration = Duration::from_secs(300);
/// Longer than a program of two seconds takes.
const LIMIT: Duration = Duration::from_secs(30);

/// Builds a stage. Returns the path of its program `name`: in the folder above this test's own.
fn built(stage: &str, name: &str) -> PathBuf {
    let mut cargo = Command::new(env!("CARGO"));
    let build = cargo.args(["build", "--quiet", "-p", stage]).spawn();
    assert!(child::output(&cargo, build, BUILD_LIMIT).status.success());
    let test = env::current_exe().expect("this runs");
    let folder = test.ancestors().nth(2).expect("cargo puts tests in a folder of their own");
    folder.join(name)
}

/// The processor time of all children that have ended.
fn cpu_time_of_children() -> Duration {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("getrusage never fails for children");
    let micros = (usage.user_time() + usage.system_time()).num_microseconds();
    Duration::from_micros(micros.try_into().expect("processor time is not negative"))
}

#[test]
fn every_loop_but_the_busy_one_takes_two_seconds_and_next_to_no_cpu() {
    let programs = [
        built("stage4-await", "waking"),
        built("stage4-await", "stage4-await"),
        built("stage5-tokio", "stage5-tokio"),
    ];
    let (start, cpu_before) = (Instant::now(), cpu_time_of_children());

    let mut commands = programs.map(Command::new);
    let runs = commands.each_mut().map(|command| command.stdout(Stdio::piped()).spawn());
    for (command, run) in commands.iter().zip(runs) {
        let output = child::output(command, run, LIMIT);
        assert_eq!(output.stdout, b"Task 1\nTask 2\nTask 2\nTask 2\nTask 1\ndone\n");
    }

    assert!(start.elapsed() >= Duration::from_secs(2));
    // A program that spins takes two seconds; one that parks takes a few milliseconds.
    let cpu = cpu_time_of_children().saturating_sub(cpu_before);
    assert!(cpu < Duration::from_millis(200), "{cpu:?} of processor time");
}
