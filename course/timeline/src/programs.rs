//! The programs that can be recorded, and the loops that each runs on.

use std::fs;
use std::path::{Path, PathBuf};

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
    /// The target of this package that is run, under `--example`.
    pub target: String,
    /// The path of the source from the workspace's root.
    pub source: String,
    /// Asks the program for a simulated clock.
    pub simulate: Simulate,
    /// Whether its record on the simulated clock is the same each time.
    pub repeats: bool,
    /// How `cargo run` runs the program without the recorder. `None`: as `target`, which records
    /// nothing unless it is asked to.
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

/// All programs: the stages', then the examples by name.
pub fn all() -> Vec<Program> {
    let mut programs = stages();
    programs.extend(examples());
    programs
}

/// The loop, the target, the source and the arguments of `cargo run` for each program.
type Row = (Loop, &'static str, &'static str, Option<&'static [&'static str]>);

const STAGE2: [Row; 1] = [(
    Loop::Generators,
    "stage2",
    "stage2-event-loop/src/main.rs",
    Some(&["-p", "stage2-event-loop"]),
)];

const STAGE3: [Row; 1] =
    [(Loop::Generators, "stage3", "stage3-sleep/src/main.rs", Some(&["-p", "stage3-sleep"]))];

const STAGE4: [Row; 5] = [
    (
        Loop::Jacobio,
        "stage4-jacobio",
        "stage4-await/src/main.rs",
        Some(&["-p", "stage4-await", "--bin", "stage4-await"]),
    ),
    (
        Loop::Busy,
        "stage4-busy",
        "stage4-await/src/main_busy.rs",
        Some(&["-p", "stage4-await", "--bin", "busy"]),
    ),
    (
        Loop::Waking,
        "stage4-waking",
        "stage4-await/src/main_waking.rs",
        Some(&["-p", "stage4-await", "--bin", "waking"]),
    ),
    (Loop::Tokio, "stage5-tokio", "stage5-tokio/src/main.rs", Some(&["-p", "stage5-tokio"])),
    (Loop::Generators, "stage4-generators", "course/timeline/generators.rs", None),
];

fn stages() -> Vec<Program> {
    let variant = |simulate| {
        move |&(on, target, source, plain): &Row| Variant {
            on,
            target: target.to_owned(),
            source: source.to_owned(),
            simulate,
            repeats: true,
            plain,
        }
    };
    let program = |name: &str, rows: &[Row], simulate| Program {
        name: name.to_owned(),
        variants: rows.iter().map(variant(simulate)).collect(),
    };
    vec![
        program("stage2-event-loop", &STAGE2, Simulate::Never),
        program("stage3-sleep", &STAGE3, Simulate::Fast),
        program("stage4-await", &STAGE4, Simulate::Fast),
    ]
}

/// Every file in `course/timeline/examples`.
fn examples() -> Vec<Program> {
    let files = fs::read_dir(root().join("course/timeline/examples"));
    let paths = files.into_iter().flatten().filter_map(|file| Some(file.ok()?.path()));
    let mut names: Vec<String> = paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    names.into_iter().map(example).collect()
}

fn example(name: String) -> Program {
    let source = format!("course/timeline/examples/{name}.rs");
    // A loop that can't abort would refuse the program only once it runs.
    let text = fs::read_to_string(root().join(&source)).unwrap_or_default();
    let loops: &[Loop] = if text.contains(".abort") {
        &[Loop::Jacobio, Loop::Tokio]
    } else {
        &[Loop::Jacobio, Loop::Busy, Loop::Waking, Loop::Tokio]
    };
    let variant = |&on: &Loop| Variant {
        on,
        target: name.clone(),
        source: source.clone(),
        simulate: Simulate::Recorder,
        // The busy loop goes round for as long as the other thread takes.
        repeats: on != Loop::Busy || !text.contains("thread::Builder"),
        plain: None,
    };
    Program { variants: loops.iter().map(variant).collect(), name }
}
