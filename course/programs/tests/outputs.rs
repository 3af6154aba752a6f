//! What the programs of the book print.

use std::collections::BTreeSet;
use std::env;
use std::fmt::Write;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

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
    Some(text.replace("\r\n", "\n"))
}

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The names of the files in `folder`, without their endings.
fn names(folder: &str) -> BTreeSet<String> {
    let files = fs::read_dir(here().join(folder)).expect("the folder is there");
    let names = files.map(|file| {
        let path = PathBuf::from(file.expect("it can be listed").file_name());
        path.file_stem().expect("it has a name").to_str().expect("a plain name").to_owned()
    });
    names.collect()
}

/// The snapshots begin with three lines of their own. The book includes the rest.
fn assert_prints(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn every_program_prints_what_the_book_shows() {
    // This test is target/debug/deps/outputs-…, and they are in target/debug/examples.
    let this = env::current_exe().expect("it runs");
    let built = this.ancestors().nth(2).expect("it is in two folders").join("examples");
    for name in names("examples") {
        let text =
            output(&mut Command::new(built.join(format!("{name}{}", env::consts::EXE_SUFFIX))));
        assert_prints(&name, &text.expect("`cargo test` builds the examples"));
    }
}

#[test]
fn every_python_listing_prints_what_the_book_shows() {
    for name in names("python") {
        let listing = here().join("python").join(&name).with_extension("py");
        let Some(text) = output(Command::new("python3").arg("-W").arg("ignore").arg(listing))
        else {
            eprintln!("There is no python3 here: the Python listings were not run.");
            return;
        };
        assert_prints(&format!("python_{name}"), &text);
    }
}

#[test]
fn programs_that_are_said_to_print_the_same_do() {
    let output = |name| {
        let snapshot = here().join("tests/snapshots").join(name).with_extension("snap");
        fs::read_to_string(snapshot).expect("every program has one")
    };
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
        assert_eq!(output(one), output(other), "{one} and {other}");
    }
}

#[test]
fn no_output_is_left_of_a_program_that_is_gone() {
    let mut programs = names("examples");
    programs.extend(names("python").iter().map(|name| format!("python_{name}")));
    let mut outputs = names("tests/snapshots");
    outputs.retain(|name| !name.contains('.')); // a refused one has a second ending
    assert_eq!(outputs, programs);
}
