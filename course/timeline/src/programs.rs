//! The programs that can be recorded, and the loops that each runs on.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use recorder::event::Clock;
use recorder::on::Loop;

/// A program and the source that is run for each of its loops.
#[derive(Clone, Debug)]
pub struct Program {
    /// As the command line calls it.
    pub name: String,
    /// The loops that it runs on, the default one first.
    pub variants: Vec<Variant>,
}

/// A program on one of its loops.
#[derive(Clone, Debug)]
pub struct Variant {
    /// The loop.
    pub on: Loop,
    /// The path of the source: from the workspace's root, or else absolute.
    pub source: String,
    /// Asks the program for a simulated clock.
    pub simulate: Simulate,
    /// The clock that shows what the program is about.
    pub clock: Clock,
    /// Whether its record is the same each time.
    pub repeats: bool,
    /// How `cargo run` runs the program without the recorder. `None`: it is compiled as a recorded
    /// one is, which records nothing unless it is asked to.
    pub plain: Option<&'static [&'static str]>,
}

/// How a program gets a simulated clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Simulate {
    /// It reads no clock.
    Never,
    /// By its option `--fast`.
    Fast,
    /// The recorder pauses the clock for it.
    Recorder,
}

/// The workspace's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// All programs of the course that have a name: the stages', then the examples.
pub fn all() -> Vec<Program> {
    let mut programs = stages();
    programs.extend(examples());
    programs
}

/// The program in a file, which may be anywhere.
///
/// # Errors
///
/// If the file can't be read.
pub fn in_file(path: &Path) -> io::Result<Program> {
    let path = fs::canonicalize(path)?;
    let text = fs::read_to_string(&path)?;
    let inside = root().canonicalize()?;
    let source = path.strip_prefix(inside).unwrap_or(&path).to_string_lossy().replace('\\', "/");
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let has_threads = text.contains("thread::Builder") || text.contains("thread::spawn");
    // To block the loop's thread takes no time on a simulated clock.
    let blocks = text.contains("thread::sleep") && !has_threads;
    let variant = |on| Variant {
        on,
        source: source.clone(),
        simulate: simulate(&text, on),
        clock: if blocks { Clock::Real } else { Clock::Simulated },
        // The busy loop polls for as long as another thread takes.
        repeats: !(blocks || on == Loop::Busy && has_threads),
        plain: None,
    };
    Ok(Program { variants: loops(&text).into_iter().map(variant).collect(), name })
}

/// The loops that a program runs on, first the one whose library it names.
fn loops(text: &str) -> Vec<Loop> {
    if text.contains("stage2_event_loop") || text.contains("stage3_sleep") {
        return vec![Loop::Generators];
    }
    let mut loops = vec![Loop::Jacobio, Loop::Busy, Loop::Waking, Loop::Reacting, Loop::Tokio];
    // A loop that can't abort would refuse the program only once it runs.
    if text.contains(".abort") {
        loops.retain(|on| matches!(on, Loop::Jacobio | Loop::Tokio));
    }
    // Nor can every loop wait for a socket.
    if text.contains("TcpStream") || text.contains("TcpListener") {
        loops.retain(|on| matches!(on, Loop::Reacting | Loop::Jacobio | Loop::Tokio));
    } else if !text.contains("stage4_await::reacting") {
        // Without one, this loop is the waking loop.
        loops.retain(|on| *on != Loop::Reacting);
    }
    let is_named = |on: &Loop| match on {
        Loop::Busy | Loop::Waking | Loop::Reacting => text.contains(&format!("stage4_await::{on}")),
        _ => !text.contains("jacobio::") && text.contains(&format!("{on}::")),
    };
    loops.sort_by_key(|on| !is_named(on));
    loops
}

fn simulate(text: &str, on: Loop) -> Simulate {
    match on {
        _ if text.contains("\"fast\"") => Simulate::Fast,
        // It pauses the clock itself, and a second pause is refused.
        _ if text.contains("pause();") => Simulate::Never,
        Loop::Generators => Simulate::Never,
        _ => Simulate::Recorder,
    }
}

/// The loop, the source and the arguments of `cargo run` for each program.
type Row = (Loop, &'static str, Option<&'static [&'static str]>);

const STAGE2: [Row; 1] =
    [(Loop::Generators, "stage2-event-loop/src/main.rs", Some(&["-p", "stage2-event-loop"]))];

const STAGE3: [Row; 1] =
    [(Loop::Generators, "stage3-sleep/src/main.rs", Some(&["-p", "stage3-sleep"]))];

const STAGE4: [Row; 5] = [
    (
        Loop::Jacobio,
        "stage4-await/src/main.rs",
        Some(&["-p", "stage4-await", "--bin", "stage4-await"]),
    ),
    (Loop::Busy, "stage4-await/src/main_busy.rs", Some(&["-p", "stage4-await", "--bin", "busy"])),
    (
        Loop::Waking,
        "stage4-await/src/main_waking.rs",
        Some(&["-p", "stage4-await", "--bin", "waking"]),
    ),
    (Loop::Tokio, "stage5-tokio/src/main.rs", Some(&["-p", "stage5-tokio"])),
    (Loop::Generators, "course/timeline/generators.rs", None),
];

/// With sockets.
const FETCH: [Row; 3] = [
    (
        Loop::Reacting,
        "stage4-await/src/main_reacting.rs",
        Some(&["-p", "stage4-await", "--bin", "reacting"]),
    ),
    (
        Loop::Jacobio,
        "stage4-await/src/main_fetch.rs",
        Some(&["-p", "stage4-await", "--bin", "stage4-fetch"]),
    ),
    (
        Loop::Tokio,
        "stage5-tokio/src/main_fetch.rs",
        Some(&["-p", "stage5-tokio", "--bin", "stage5-fetch"]),
    ),
];

fn stages() -> Vec<Program> {
    let variant = |simulate| {
        move |&(on, source, plain): &Row| Variant {
            on,
            source: source.to_owned(),
            simulate,
            clock: Clock::Simulated,
            repeats: true,
            plain,
        }
    };
    let program = |name: &str, rows: &[Row], simulate| Program {
        name: name.to_owned(),
        variants: rows.iter().map(variant(simulate)).collect(),
    };
    let mut fetch = program("stage4-fetch", &FETCH, Simulate::Fast);
    // When a socket is ready, the operating system decides.
    fetch.variants.iter_mut().for_each(|variant| variant.repeats = false);
    vec![
        program("stage2-event-loop", &STAGE2, Simulate::Never),
        program("stage3-sleep", &STAGE3, Simulate::Fast),
        program("stage4-await", &STAGE4, Simulate::Fast),
        fetch,
    ]
}

/// Every file in `course/timeline/examples`.
fn examples() -> Vec<Program> {
    let files = fs::read_dir(root().join("course/timeline/examples"));
    let paths = files.into_iter().flatten().filter_map(|file| Some(file.ok()?.path()));
    let mut programs: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .filter_map(|path| in_file(&path).ok())
        .collect();
    programs.sort_by(|one, other| one.name.cmp(&other.name));
    programs
}
