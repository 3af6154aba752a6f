//! What the stages print, run as their READMEs run them.

use std::io::{BufRead, BufReader};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::Duration;

use repository::assert_section;

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
fn the_readmes_show_what_their_stages_print() {
    for (stage, command_line) in [
        ("stage1-generators", "-p stage1-generators"),
        ("stage2-event-loop", "-p stage2-event-loop"),
        ("stage3-sleep", "-p stage3-sleep -- --fast"),
        ("stage4-await", "-p stage4-await -- --fast"),
        ("stage5-tokio", "-p stage5-tokio -- --fast"),
    ] {
        let block = format!("```text\n{}```", stdout(command_line));
        assert_section(&format!("{stage}/README.md"), "output", &block);
    }
}

#[test]
fn all_loops_of_stage4_print_what_stage5_prints() {
    let lines = stdout("-p stage5-tokio -- --fast");
    for event_loop in [
        "stage4-await --bin busy",
        "stage4-await --bin waking",
        "stage4-await --bin reacting",
        "stage4-await",
        "stage4-await --bin stage4-fetch",
        "stage5-tokio --bin stage5-fetch",
    ] {
        assert_eq!(stdout(&format!("-p {event_loop} -- --fast")), lines, "{event_loop}");
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
    let expected = "\
error: invalid option '--fats'

Usage: stage3-sleep [OPTIONS]

Options:
  --fast      run on a simulated clock, without waiting
  --forever   go on until stopped, past the article's lines
  --help      print this
";
    assert_eq!(refusal("-p stage3-sleep -- --fats"), expected);
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
        "-p stage4-await --bin reacting -- --forever",
        "-p stage5-tokio -- --forever",
        "-p stage5-tokio -- --fast=yes",
        "-p stage5-tokio -- fast",
    ] {
        assert!(refusal(command_line).starts_with("error: "), "{command_line}");
    }
}

#[test]
fn help_names_the_options_that_the_stage_knows() {
    for (stage, known) in [
        ("stage1-generators", "--help"),
        ("stage2-event-loop", "--forever --help"),
        ("stage3-sleep", "--fast --forever --help"),
        ("stage4-await", "--fast --help"),
        ("stage4-await --bin busy", "--fast --help"),
        ("stage4-await --bin waking", "--fast --help"),
        ("stage5-tokio", "--fast --help"),
    ] {
        let help = stdout(&format!("-p {stage} -- --help"));
        let options: Vec<_> =
            help.split_whitespace().filter(|word| word.starts_with("--")).collect();
        assert_eq!(options.join(" "), known, "{stage}:\n{help}");
    }
}
