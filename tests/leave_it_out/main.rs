//! What goes wrong if a line is left out of stage 4's loops, shown by running it.
//!
//! Each TOML file of this folder leaves one thing out of `waking.rs` or of `reacting.rs`, and says
//! which program of `programs.rs` or of `sockets.rs` then fails, and how. These tests make every
//! change in a copy of the loop and run its program; the chapter shows the changes as a table. To
//! see one run:
//!
//! ```sh
//! cargo test -p tests --test leave_it_out -- --nocapture the_thread_does_not_wait
//! ```

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;
use std::{mem, thread};

use edit::Edit;
use repository::assert_section;
use serde::Deserialize;

mod additions;
#[path = "../child.rs"]
mod child;

/// Longer than the compiler, and than any step of a program, takes on a slow machine.
const WATCHDOG: Duration = Duration::from_secs(30);
/// How long a program must have been silent to be said to hang. Each sleep is a fraction of it.
const SILENCE: Duration = Duration::from_millis(250);

/// A file of this folder: what is left out, and what then happens.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lesson {
    addition: u32,
    left_out: String,
    program: String,
    then: String,
    prints: String,
    /// What the program prints if nothing is left out: said where it prints something else.
    instead_of: Option<String>,
    why: String,
    edit: Vec<Edit>,
}

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("leave_it_out")
}

fn lesson(name: &str) -> Lesson {
    let file = fs::read_to_string(here().join(name).with_extension("toml"));
    let file = file.expect("every test has its file");
    toml::from_str(&file).unwrap_or_else(|error| panic!("{name}.toml: {error}"))
}

/// What is changed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Loop {
    Waking,
    Reacting,
}

impl Loop {
    /// The file of the loop, and of the programs that run on it.
    fn files(self) -> (&'static str, &'static str) {
        match self {
            Self::Waking => ("waking.rs", "programs.rs"),
            Self::Reacting => ("reacting.rs", "sockets.rs"),
        }
    }
}

impl Lesson {
    fn of(&self) -> Loop {
        let is_reacting = self.edit.iter().any(|edit| edit.file.ends_with("reacting.rs"));
        if is_reacting { Loop::Reacting } else { Loop::Waking }
    }
}

/// How a copy of the loop differs from the loop.
enum Change {
    Edits(Vec<Edit>),
    /// It has these sources.
    Source {
        event_loop: String,
        clock: String,
    },
}

/// Has cargo build the crate `mio`. Returns the folder of its library.
fn mio() -> &'static Path {
    static MIO: LazyLock<PathBuf> = LazyLock::new(|| {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["build", "--quiet", "--package", "mio"]);
        let build = cargo.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let output = child::output(&cargo, build, 10 * WATCHDOG);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Path::new(env!("CARGO_TARGET_TMPDIR")).join("../debug")
    });
    &MIO
}

/// Compiles the programs beside a copy of the loop. Returns the folder of the copy, and what the
/// compiler says.
fn compiled(name: &str, of: Loop, change: &Change) -> (PathBuf, Output) {
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("leave_it_out").join(name);
    fs::create_dir_all(&copy).expect("the folder for temporary files can be written");
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../stage4-await/src");
    let (event_loop_file, programs) = of.files();
    let (ours, theirs) = ([programs, "counts.rs"], [event_loop_file, "clock.rs"]);
    let files = ours.map(|file| here().join(file)).into_iter();
    for file in files.chain(theirs.map(|file| sources.join(file))) {
        let to = copy.join(file.file_name().expect("it is a file"));
        fs::copy(&file, to).expect("it can be copied");
    }
    match change {
        Change::Edits(edits) => {
            let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
            let changed = edit::apply(edits, &root);
            for (file, text) in changed.unwrap_or_else(|error| panic!("{name}.toml: {error}")) {
                let file = Path::new(&file).file_name().expect("it is a file");
                fs::write(copy.join(file), text).expect("it can be written");
            }
        }
        Change::Source { event_loop, clock } => {
            for (file, text) in [(event_loop_file, event_loop), ("clock.rs", clock)] {
                fs::write(copy.join(file), text).expect("it can be written");
            }
        }
    }
    let mut rustc = Command::new("rustc");
    rustc.args(["--edition", "2024", "-A", "warnings", "-o", "programs", programs]);
    let event_loop = fs::read_to_string(copy.join(event_loop_file)).expect("it was written");
    if event_loop.contains("mio") {
        rustc.arg("-L").arg(mio().join("deps"));
        rustc.arg("--extern").arg(format!("mio={}", mio().join("libmio.rlib").display()));
    }
    rustc.current_dir(&copy);
    let compiler = rustc.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let said = child::output(&rustc, compiler, WATCHDOG);
    (copy, said)
}

/// Runs a program. Returns the lines that it prints, and its output if it ends.
///
/// It is taken to hang, and is killed, if it prints nothing for a long while, or for a short one
/// after `last_lines`.
fn run(copy: &Path, program: &str, last_lines: Option<&[String]>) -> (Vec<String>, Option<Output>) {
    let mut command = Command::new(copy.join("programs"));
    let run = command.arg(program).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut run = run.expect("it was compiled");
    let stdout = BufReader::new(run.stdout.take().expect("it is piped"));
    let (sender, receiver) = channel();
    thread::spawn(move || stdout.lines().map_while(Result::ok).try_for_each(|l| sender.send(l)));

    let mut lines = Vec::new();
    loop {
        let wait = if last_lines == Some(&lines) { SILENCE } else { WATCHDOG };
        match receiver.recv_timeout(wait) {
            Ok(line) => lines.push(line),
            Err(RecvTimeoutError::Disconnected) => {
                return (lines, Some(run.wait_with_output().expect("it was started")));
            }
            Err(RecvTimeoutError::Timeout) => {
                run.kill().expect("it was started");
                run.wait().expect("it was started");
                return (lines, None);
            }
        }
    }
}

fn listed(lines: &str) -> Vec<String> {
    lines.split(", ").filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// Checks that the article's program prints these lines on a changed loop, and ends or hangs then.
/// If it ends, returns what the program `counted` prints.
fn article_and_counted(name: &str, change: &Change, prints: &str, ends: bool) -> String {
    let (copy, compiler) = compiled(name, Loop::Waking, change);
    assert!(compiler.status.success(), "{}", String::from_utf8_lossy(&compiler.stderr));
    let expected = listed(prints);
    let (lines, output) = run(&copy, "article", (!ends).then_some(&expected));
    assert_eq!((lines, output.is_some()), (expected, ends));
    if ends { run(&copy, "counted", None).0.join(", ") } else { String::new() }
}

/// Says whether a program runs on this system. One is stopped and continued by a shell, and only on
/// Linux that is known to end a wait.
fn runs_here(program: &str) -> bool {
    program != "stopped" || cfg!(target_os = "linux")
}

/// Leaves out what `name` leaves out, and checks that its program fails as the file says.
fn fails_as_told(name: &str) {
    let mut lesson = lesson(name);
    let of = lesson.of();
    let (copy, compiler) = compiled(name, of, &Change::Edits(mem::take(&mut lesson.edit)));
    let said = String::from_utf8_lossy(&compiler.stderr);
    if lesson.then == "does not compile" {
        println!("{name}:\n{said}");
        assert!(!compiler.status.success(), "{name} compiles");
        assert!(said.contains(&lesson.prints), "{said}");
        return;
    }
    assert!(compiler.status.success(), "{said}");

    if !runs_here(&lesson.program) {
        return;
    }
    let expected = listed(&lesson.prints);
    let last_lines = (lesson.then == "hangs").then_some(expected.as_slice());
    let (lines, output) = run(&copy, &lesson.program, last_lines);
    println!("{name}: {} {}, after {lines:?}", lesson.program, lesson.then);
    let said = output.as_ref().map(|output| String::from_utf8_lossy(&output.stderr));
    match (lesson.then.as_str(), said) {
        ("panics", Some(said)) => assert!(said.contains(&lesson.prints), "{said}"),
        ("aborts", Some(said)) => assert!(said.contains("fatal runtime error"), "{said}"),
        ("hangs", None) | ("spins" | "goes wrong", Some(_)) => assert_eq!(lines, expected),
        (then, _) => panic!("{name} {then}? It printed {lines:?}, and: {output:?}"),
    }
}

macro_rules! lessons {
    ($($name:ident)*) => {
        const LESSONS: &[&str] = &[$(stringify!($name)),*];
        $(
            #[test]
            fn $name() {
                fails_as_told(stringify!($name));
            }
        )*
    };
}

// In the order of the chapter.
lessons! {
    the_waker_knows_no_task
    the_waker_stays_on_its_thread
    a_new_task_is_not_woken
    the_map_is_borrowed_during_the_poll
    every_id_in_the_queue_is_expected_in_the_map
    the_handle_keeps_no_waker
    the_handle_keeps_its_first_waker
    the_awaiter_is_woken_before_the_result_is_set
    a_sleep_keeps_no_waker
    a_sleep_keeps_its_first_waker
    a_fired_timer_stays_in_the_map
    a_timer_that_is_not_due_is_lost
    a_zero_length_sleep_is_not_pending
    a_pending_task_is_polled_again
    the_thread_does_not_wait
    the_wait_has_no_timeout
    the_thread_waits_before_it_reads_the_queue
    a_wake_up_does_not_end_the_wait
    timers_fire_only_while_no_task_is_ready

    the_wake_up_rings_no_alarm
    an_interrupted_wait_is_an_error
    a_socket_keeps_no_waker
    a_socket_keeps_its_first_waker
    a_socket_is_not_tried_first
    every_waiting_task_is_woken
    sockets_are_looked_at_only_while_no_task_is_ready
    a_dropped_socket_needs_the_variables_of_its_thread
    the_loop_waits_for_every_task
}

/// The lessons of one of the loops.
fn lessons_of(of: Loop) -> Vec<(&'static str, Lesson)> {
    let lessons = LESSONS.iter().map(|name| (*name, lesson(name)));
    lessons.filter(|(_, lesson)| lesson.of() == of).collect()
}

#[test]
fn without_the_alarm_the_program_with_sockets_runs_as_before() {
    let change = Change::Edits(lesson("the_wake_up_rings_no_alarm").edit);
    let (copy, compiler) = compiled("no_alarm", Loop::Reacting, &change);
    assert!(compiler.status.success(), "{}", String::from_utf8_lossy(&compiler.stderr));
    let (lines, output) = run(&copy, "fetch", None);
    assert_eq!(lines.join(", "), "Task 1, Task 2, Task 2, Task 2, Task 1, done");
    assert!(output.is_some_and(|output| output.status.success()));
}

/// Runs the programs of one of the loops, with nothing left out.
fn with_nothing_left_out(of: Loop, expected: &str) {
    let name = format!("nothing_of_{}", of.files().0);
    let (copy, compiler) = compiled(&name, of, &Change::Edits(Vec::new()));
    assert!(compiler.status.success(), "{}", String::from_utf8_lossy(&compiler.stderr));
    let lessons = lessons_of(of);
    let programs: BTreeSet<&str> = lessons.iter().map(|(_, it)| it.program.as_str()).collect();
    let runs = programs.iter().filter(|program| runs_here(program)).map(|program| {
        let (lines, output) = run(&copy, program, None);
        let output = output.unwrap_or_else(|| panic!("{program} hangs after {lines:?}"));
        assert!(output.status.success(), "{program}: {output:?}");
        format!("{program}: {}\n", lines.join(", "))
    });
    let runs: String = runs.collect();
    for (_, lesson) in lessons {
        if let Some(right) = lesson.instead_of {
            assert!(runs.contains(&format!("{}: {right}\n", lesson.program)), "{right}");
        }
    }
    let is_run = |line: &&str| line.split(':').next().is_some_and(runs_here);
    let expected: String = expected.split_inclusive('\n').filter(is_run).collect();
    assert_eq!(runs, expected);
}

#[test]
fn with_nothing_left_out_every_program_runs_to_its_end() {
    let expected = "alternate: a, b, a, b\n\
         article: Task 1, Task 2, Task 2, Task 2, Task 1, done\n\
         counted: slept\n\
         moved: slept\n\
         moved_handle: joined\n\
         other_thread: woken\n\
         polls_at_once: result, end\n\
         woken_twice: ended\n\
         yields: slept\n";
    with_nothing_left_out(Loop::Waking, expected);
}

#[test]
fn with_nothing_left_out_every_program_with_sockets_runs_to_its_end() {
    let expected = "fetch: Task 1, Task 2, Task 2, Task 2, Task 1, done\n\
         leftover: ended\n\
         moved: read 1\n\
         other_thread: woken\n\
         stopped: slept\n\
         two_sockets: read 1\n\
         yields: read\n";
    with_nothing_left_out(Loop::Reacting, expected);
}

#[test]
fn every_change_has_its_test() {
    let files = fs::read_dir(here()).expect("it can be read");
    let paths = files.map(|file| file.expect("it can be listed").path());
    let changes = paths.filter(|path| path.extension().is_some_and(|it| it == "toml"));
    let mut names: Vec<_> =
        changes.map(|path| path.file_stem().expect("a name").to_owned()).collect();
    let mut lessons = LESSONS.to_owned();
    names.sort_unstable();
    lessons.sort_unstable();
    assert_eq!(names, lessons);
}

/// Checks the table of a loop's page: a row for each change.
fn the_page_shows_every_change(page: &str, of: Loop) {
    let row = |(name, lesson): (&str, Lesson)| {
        let Lesson { addition, left_out, program, then, prints, instead_of, why, .. } = lesson;
        let then = match (then.as_str(), prints.as_str()) {
            ("hangs", "") => "hangs and prints nothing".to_owned(),
            ("hangs", prints) => format!("hangs after {prints}"),
            ("goes wrong", prints) => {
                let instead_of = instead_of.expect("it says what would be right");
                format!("prints {prints} instead of {instead_of}")
            }
            ("aborts", _) => "aborts the process".to_owned(),
            (then, prints) => format!("{then}: {prints}"),
        };
        let file = format!("../tests/leave_it_out/{name}.toml");
        format!("\n| {addition} | [{left_out}]({file}) | `{program}` {then} | {why} |")
    };
    let rows: Vec<_> = lessons_of(of).into_iter().map(row).collect();
    let head = "| | left out | what then happens | why |\n|--:|---|---|---|";
    assert_section(page, "leave it out", &(head.to_owned() + &rows.concat()));
}

#[test]
fn the_pages_show_every_change_and_how_it_fails() {
    the_page_shows_every_change("stage4-await/leave_it_out.md", Loop::Waking);
    the_page_shows_every_change("stage4-await/reactor.md", Loop::Reacting);
}

/// The edits that have a loop say what it does.
#[derive(Deserialize)]
struct Trace {
    edit: Vec<Edit>,
}

#[test]
fn the_page_follows_one_byte_from_its_write_to_its_read() {
    let file = fs::read_to_string(here().join("traces/one_byte.toml")).expect("it is there");
    let trace: Trace = toml::from_str(&file).expect("it has this form");
    let (copy, compiler) = compiled("one_byte", Loop::Reacting, &Change::Edits(trace.edit));
    assert!(compiler.status.success(), "{}", String::from_utf8_lossy(&compiler.stderr));
    let (lines, output) = run(&copy, "one_byte", None);
    assert!(output.is_some_and(|output| output.status.success()), "{lines:?}");
    let rows = lines.iter().zip(1..).map(|(line, number)| format!("\n| {number} {line}"));
    let rows: String = rows.collect();
    let head = "| | in | what it does |\n|--:|---|---|";
    assert_section("stage4-await/reacting.md", "one byte", &(head.to_owned() + &rows));
}
