//! What the programs of the book print.

use std::collections::BTreeSet;
use std::env;
use std::fmt::Write;
use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use repository::{assert_file, files, read, root};

#[path = "../../../tests/child.rs"]
mod child;

/// Longer than any of the programs takes on any machine.
const LIMIT: Duration = Duration::from_secs(30);

/// Runs `command` and returns what it prints: its lines, and what it panics or exits with.
/// `None` if there is no such command.
fn output(command: &mut Command) -> Option<String> {
    let command = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let output = match command.spawn() {
        Err(error) if error.kind() == ErrorKind::NotFound => return None,
        run => child::output(command, run, LIMIT),
    };
    let [mut text, errors] = [output.stdout, output.stderr]
        .map(|bytes| String::from_utf8(bytes).expect("it prints text"));
    for panic in errors.split("panicked at ").skip(1) {
        let message = panic.lines().nth(1).unwrap_or_default();
        writeln!(text, "(panics: {message})").expect("a string takes all");
    }
    if let Some(code) = output.status.code().filter(|code| *code != 0) {
        writeln!(text, "(exit code {code})").expect("a string takes all");
    }
    // Some programs print a space after each word.
    Some(text.lines().flat_map(|line| [line.trim_end(), "\n"]).collect())
}

/// The names of the files in `folder`, without their endings.
fn names(folder: &str) -> BTreeSet<String> {
    let name = |path: &String| Path::new(path).file_stem().map(|name| name.display().to_string());
    files(&format!("course/programs/{folder}"), "").iter().filter_map(name).collect()
}

/// The file that holds what a program prints. The book includes it.
fn kept(program: &str) -> String {
    format!("course/programs/outputs/{program}.txt")
}

#[test]
fn every_program_prints_what_the_book_shows() {
    // This test is target/debug/deps/outputs-…, and they are in target/debug/examples.
    let this = env::current_exe().expect("it runs");
    let built = this.ancestors().nth(2).expect("it is in two folders").join("examples");
    for name in names("examples") {
        let text =
            output(&mut Command::new(built.join(format!("{name}{}", env::consts::EXE_SUFFIX))));
        assert_file(&kept(&name), &text.expect("`cargo test` builds the examples"));
    }
}

#[test]
fn every_python_listing_prints_what_the_book_shows() {
    for name in names("python") {
        let programs = root().join("course/programs");
        let listing = programs.join("python").join(&name).with_extension("py");
        let mut python = Command::new("python3");
        // A busy machine must not change the order in which two sleeps end.
        let python = python.args(["-W", "ignore"]).arg(programs.join("simulated.py")).arg(listing);
        let Some(text) = output(python) else {
            eprintln!("There is no python3 here: the Python listings were not run.");
            return;
        };
        assert_file(&kept(&format!("python_{name}")), &text);
    }
}

#[test]
fn programs_that_are_said_to_print_the_same_do() {
    for (one, other) in [
        ("blocking_sleep_wrong", "blocking_sleep_tokio"),
        ("blocking_sleep_wrong", "python_blocking_sleep"),
        ("python_countdown", "beside_countdown"),
        ("python_event_loop", "predict_rounds"),
        ("python_coroutine", "beside_coroutine"),
        ("python_tasks", "predict_future"),
        ("python_sleep_zero", "predict_article"),
        ("python_naps", "beside_naps"),
        ("leftover_busy", "leftover_waking"),
        ("leftover_busy", "python_leftover_article"),
        ("leftover_jacobio", "leftover_tokio"),
        ("gone_first", "gone_first_tokio"),
        ("gone_first_busy", "gone_first_waking"),
    ] {
        assert_eq!(read(&kept(one)), read(&kept(other)), "{one} and {other}");
    }
}

#[test]
fn no_output_is_left_of_a_program_that_is_gone() {
    let mut programs = names("examples");
    programs.extend(names("python").iter().map(|name| format!("python_{name}")));
    assert_eq!(names("outputs"), programs);
}
