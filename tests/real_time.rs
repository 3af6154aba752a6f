//! The loops that wait, on the real clock: they take their two seconds, and next to no processor time.
//!
//! In a process of its own, so that no other test's children count.
#![cfg(unix)]

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, io, thread};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

/// Builds a stage. Returns the path of its program `name`: in the folder above this test's own.
fn built(stage: &str, name: &str) -> PathBuf {
    let build = Command::new(env!("CARGO")).args(["build", "--quiet", "-p", stage]).status();
    assert!(build.expect("cargo can be started").success());
    let test = env::current_exe().expect("this runs");
    let folder = test.ancestors().nth(2).expect("cargo puts tests in a folder of their own");
    folder.join(name)
}

/// Waits for `program` to end, but not for ever. Returns what it printed.
fn output_of(mut program: Child) -> io::Result<Vec<u8>> {
    for _ in 0..3000 {
        if program.try_wait()?.is_some() {
            return Ok(program.wait_with_output()?.stdout);
        }
        thread::sleep(Duration::from_millis(10));
    }
    program.kill()?;
    panic!("a stage of two seconds has not ended within thirty: {program:?}");
}

/// The processor time of all children that have ended.
fn cpu_time_of_children() -> Duration {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("getrusage never fails for children");
    let micros = (usage.user_time() + usage.system_time()).num_microseconds();
    Duration::from_micros(micros.try_into().expect("processor time is not negative"))
}

#[test]
fn every_loop_but_the_busy_one_takes_two_seconds_and_next_to_no_cpu() -> io::Result<()> {
    let programs = [
        built("stage4-await", "waking"),
        built("stage4-await", "stage4-await"),
        built("stage5-tokio", "stage5-tokio"),
    ];
    let (start, cpu_before) = (Instant::now(), cpu_time_of_children());

    let runs = programs.map(|program| Command::new(program).stdout(Stdio::piped()).spawn());
    for run in runs {
        assert_eq!(output_of(run?)?, b"Task 1\nTask 2\nTask 2\nTask 2\nTask 1\ndone\n");
    }

    assert!(start.elapsed() >= Duration::from_secs(2));
    // A program that spins takes two seconds; one that parks takes a few milliseconds.
    let cpu = cpu_time_of_children().saturating_sub(cpu_before);
    assert!(cpu < Duration::from_millis(200), "{cpu:?} of processor time");
    Ok(())
}
