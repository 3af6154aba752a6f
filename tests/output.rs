//! What the stages print, run as their READMEs run them.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::Duration;

use insta::{allow_duplicates, assert_snapshot};

mod child;

/// Longer than a stage takes to be built and run on a slow machine.
const LIMIT: Duration = Duration::from_secs(300);

/// `cargo run` with the arguments that follow it in `command_line`.
fn cargo_run(command_line: &str) -> Command {
    let mut command = Command::new(env!("CARGO"));
    command.arg("run").arg("--quiet").args(command_line.split_whitespace());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn output(command_line: &str) -> Output {
    let mut command = cargo_run(command_line);
    let run = command.spawn();
    child::output(&command, run, LIMIT)
}

/// What a run prints that succeeds, with nothing on standard error.
fn stdout(command_line: &str) -> String {
    let output = output(command_line);
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert!(output.status.success(), "{command_line}: {}", output.status);
    String::from_utf8(output.stdout).expect("the stages print text")
}

/// What a run prints on standard error when it refuses its options.
fn refusal(command_line: &str) -> String {
    let output = output(command_line);
    assert_eq!(output.status.code(), Some(2), "{command_line}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    String::from_utf8(output.stderr).expect("the stages print text")
}

#[test]
fn stage1_prints_what_its_generators_yield_and_what_laziness_saves() {
    assert_snapshot!(stdout("-p stage1-generators"), @"
    hello
    world
    the generator is exhausted
    hello
    100000000 numbers, one by one: 8 bytes
    100000000 numbers, in a list: 400000024 bytes
    ");
}

#[test]
fn stage2_polls_two_tasks_round_after_round() {
    assert_snapshot!(stdout("-p stage2-event-loop"), @"
    Task 1
    Task 2
    Task 1
    Task 2
    …
    ");
}

#[test]
fn stage3_polls_sleeping_tasks_and_task_2_wins_the_tie() {
    assert_snapshot!(stdout("-p stage3-sleep -- --fast"), @"
    Task 1
    Task 2
    Task 1
    Task 1
    Task 1
    Task 1
    Task 2
    Task 1
    …
    ");
}

#[test]
fn all_loops_of_stage4_and_stage5_print_the_same() {
    allow_duplicates! {
        for stage in [
            "stage4-await --bin busy",
            "stage4-await --bin waking",
            "stage4-await",
            "stage5-tokio",
        ] {
            assert_snapshot!(stdout(&format!("-p {stage} -- --fast")), @"
            Task 1
            Task 2
            Task 2
            Task 2
            Task 1
            done
            ");
        }
    }
}

#[test]
fn the_readmes_show_what_their_stages_print() {
    for (stage, command_line) in [
        ("stage1-generators", "-p stage1-generators"),
        ("stage2-event-loop", "-p stage2-event-loop"),
        ("stage3-sleep", "-p stage3-sleep -- --fast"),
        ("stage5-tokio", "-p stage5-tokio -- --fast"),
    ] {
        let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(stage).join("README.md");
        let readme = fs::read_to_string(readme).expect("every stage has one").replace("\r\n", "\n");
        let block = format!("```text\n{}```\n", stdout(command_line));
        assert!(readme.contains(&block), "the README of {stage} should show:\n{block}");
    }
}

#[test]
fn a_run_that_goes_on_forever_ends_quietly_when_its_output_is_closed() {
    for command_line in ["-p stage2-event-loop -- --forever", "-p stage3-sleep -- --fast --forever"]
    {
        let mut command = cargo_run(command_line);
        let mut run = command.spawn().expect("cargo can be started");
        let lines = BufReader::new(run.stdout.take().expect("it is piped")).lines();
        // Closes the pipe after a thousand lines.
        let lines = thread::spawn(|| lines.take(1000).map_while(Result::ok).count());

        let output = child::output(&command, Ok(run), LIMIT);
        assert_eq!(lines.join().expect("it only counts"), 1000, "{command_line}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{command_line}");
        assert!(output.status.success(), "{command_line}: {}", output.status);
    }
}

#[test]
fn an_unknown_option_is_refused_with_the_known_ones() {
    assert_snapshot!(refusal("-p stage3-sleep -- --fats"), @"
    error: invalid option '--fats'

    Usage: stage3-sleep [OPTIONS]

    Options:
      --fast      run on a simulated clock, without waiting
      --forever   go on until stopped, past the article's lines
      --help      print this
    ");
}

#[test]
fn an_option_of_another_stage_is_refused() {
    for command_line in [
        "-p stage1-generators -- --fast",
        "-p stage1-generators -- --forever",
        "-p stage2-event-loop -- --fast",
        "-p stage4-await -- --forever",
        "-p stage4-await --bin busy -- --forever",
        "-p stage4-await --bin waking -- --forever",
        "-p stage5-tokio -- --forever",
        "-p stage5-tokio -- --fast=yes",
        "-p stage5-tokio -- fast",
    ] {
        assert!(refusal(command_line).starts_with("error: "), "{command_line}");
    }
}

#[test]
fn help_names_the_options_that_the_stage_knows() {
    assert_snapshot!(stdout("-p stage1-generators -- --help"), @"
    Usage: stage1-generators [OPTIONS]

    Options:
      --help      print this
    ");
    assert_snapshot!(stdout("-p stage2-event-loop -- --help"), @"
    Usage: stage2-event-loop [OPTIONS]

    Options:
      --forever   go on until stopped, past the article's lines
      --help      print this
    ");
    assert_snapshot!(stdout("-p stage3-sleep -- --help"), @"
    Usage: stage3-sleep [OPTIONS]

    Options:
      --fast      run on a simulated clock, without waiting
      --forever   go on until stopped, past the article's lines
      --help      print this
    ");
    assert_snapshot!(stdout("-p stage4-await -- --help"), @"
    Usage: stage4-await [OPTIONS]

    Options:
      --fast      run on a simulated clock, without waiting
      --help      print this
    ");
    assert_snapshot!(stdout("-p stage4-await --bin busy -- --help"), @"
    Usage: busy [OPTIONS]

    Options:
      --fast      run on a simulated clock, without waiting
      --help      print this
    ");
    assert_snapshot!(stdout("-p stage5-tokio -- --help"), @"
    Usage: stage5-tokio [OPTIONS]

    Options:
      --fast      run on a simulated clock, without waiting
      --help      print this
    ");
}
