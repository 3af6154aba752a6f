//! What a runtime costs before a program runs: a cold build of a small program, the packages that
//! it depends on, and its size. The program is the runtime's own adapter, with one task that
//! sleeps.

use std::any::type_name;
use std::env;
use std::fs;
use std::path::Path;
use std::process::{self, Command};

use crate::load::Load;
use crate::machine;
use crate::measure::count;
use crate::runtimes::Runtime;

const MANIFEST: &str = include_str!("../../Cargo.toml");

/// Figures: CPU time of the build in seconds, packages, kilobytes of the stripped program. `None`
/// if the build fails.
pub fn cold<R: Runtime>() -> Option<Vec<f64>> {
    let folder = env::temp_dir().join(format!("bench-{}-{}", R::NAME, process::id()));
    let figures = in_folder::<R>(&folder);
    // Left over, it would cost disk space and nothing else.
    drop(fs::remove_dir_all(&folder));
    figures
}

fn in_folder<R: Runtime>(folder: &Path) -> Option<Vec<f64>> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::create_dir_all(folder.join("src")).ok()?;
    fs::write(folder.join("Cargo.toml"), manifest::<R>(package)).ok()?;
    fs::write(folder.join("src/main.rs"), program::<R>(package)).ok()?;
    // The versions that the bench itself is built with.
    fs::copy(package.join("../../Cargo.lock"), folder.join("Cargo.lock")).ok()?;

    let cargo = |arguments: &[&str]| {
        let mut cargo = Command::new(machine::cargo());
        cargo.args(arguments).arg("--offline").current_dir(folder);
        cargo.env("CARGO_TARGET_DIR", folder.join("target"));
        // Lints are for programs that someone maintains.
        cargo.env("RUSTFLAGS", "--cap-lints=allow");
        cargo
    };
    let before = Load::of_children()?;
    let built = cargo(&["build", "--quiet", "--release"]).status().ok()?;
    let seconds = Load::of_children()? - before;
    let tree = cargo(&["tree", "--edges", "normal", "--prefix", "none", "--no-dedupe"]);
    let tree = { tree }.output().ok()?.stdout;
    let mut packages: Vec<&str> = str::from_utf8(&tree).ok()?.lines().skip(1).collect();
    packages.sort_unstable();
    packages.dedup();
    let size = fs::metadata(folder.join("target/release/small")).ok()?.len();
    let figures = vec![seconds, count(packages.len()), count(size.try_into().ok()?) / 1e3];
    built.success().then_some(figures)
}

/// The lines of the bench's own manifest, for the packages that the adapter uses.
fn manifest<R: Runtime>(package: &Path) -> String {
    let stage4 = package.join("../../stage4-await");
    let line = |name: &&str| match *name {
        "jacobio" => format!("jacobio = {{ path = '{}' }}", stage4.join("jacobio").display()),
        "stage4-await" => format!("stage4-await = {{ path = '{}' }}", stage4.display()),
        _ => {
            let start = format!("{name} = ");
            let line = MANIFEST.lines().find(|line| line.starts_with(&start));
            line.unwrap_or_default().replace(", optional = true", "")
        }
    };
    let dependencies: Vec<String> = R::PACKAGES.iter().map(line).collect();
    format!(
        "[package]\nname = \"small\"\nedition = \"2024\"\n\n[dependencies]\n{}\n\n\
         [profile.release]\nstrip = true\n\n[workspace]\n",
        dependencies.join("\n")
    )
}

fn program<R: Runtime>(package: &Path) -> String {
    let runtimes = package.join("src/runtimes");
    let file = runtimes.join(R::NAME.replace('-', "_")).with_extension("rs");
    let runtime = runtimes.join("runtime.rs");
    let name = type_name::<R>().rsplit("::").next().unwrap_or_default();
    include_str!("build_program.txt")
        .replace("ADAPTER", &file.display().to_string())
        .replace("RUNTIME", &runtime.display().to_string())
        .replace("ADAPTED", name)
}
