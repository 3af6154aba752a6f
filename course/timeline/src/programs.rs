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
    /// Asks the program for a simulated clock. `None` if it doesn't know about clocks.
    pub simulate: Option<&'static str>,
    /// How the program is run without the recorder, as arguments of `cargo run`.
    pub plain: Option<&'static [&'static str]>,
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

fn stages() -> Vec<Program> {
    let variant = |on, target: &str, source: &str, simulate, plain| Variant {
        on,
        target: target.to_owned(),
        source: source.to_owned(),
        simulate,
        plain: Some(plain),
    };
    let fast = Some("--fast");
    vec![
        Program {
            name: "stage2-event-loop".to_owned(),
            variants: vec![variant(
                Loop::Generators,
                "stage2",
                "stage2-event-loop/src/main.rs",
                Some(""),
                &["-p", "stage2-event-loop"],
            )],
        },
        Program {
            name: "stage3-sleep".to_owned(),
            variants: vec![variant(
                Loop::Generators,
                "stage3",
                "stage3-sleep/src/main.rs",
                fast,
                &["-p", "stage3-sleep"],
            )],
        },
        Program {
            name: "stage4-await".to_owned(),
            variants: vec![
                variant(
                    Loop::Jacobio,
                    "stage4-jacobio",
                    "stage4-await/src/main.rs",
                    fast,
                    &["-p", "stage4-await"],
                ),
                variant(
                    Loop::Busy,
                    "stage4-busy",
                    "stage4-await/src/main_busy.rs",
                    fast,
                    &["-p", "stage4-await", "--bin", "busy"],
                ),
                variant(
                    Loop::Waking,
                    "stage4-waking",
                    "stage4-await/src/main_waking.rs",
                    fast,
                    &["-p", "stage4-await", "--bin", "waking"],
                ),
                variant(
                    Loop::Tokio,
                    "stage5-tokio",
                    "stage5-tokio/src/main.rs",
                    fast,
                    &["-p", "stage5-tokio"],
                ),
            ],
        },
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
    let on = [Loop::Jacobio, Loop::Busy, Loop::Waking, Loop::Tokio];
    let example = |name: String| Program {
        variants: on
            .into_iter()
            .map(|on| Variant {
                on,
                target: name.clone(),
                source: format!("course/timeline/examples/{name}.rs"),
                simulate: None,
                plain: None,
            })
            .collect(),
        name,
    };
    names.into_iter().map(example).collect()
}
