//! What each choice of the engine buys: undoes one at a time, as `ablations.toml` says, and counts
//! the instructions of one operation with valgrind. Prints the table of jacobio's design notes.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;

use edit::Edit;
use serde::Deserialize;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

#[derive(Deserialize)]
struct Ablations {
    ablation: Vec<Ablation>,
}

#[derive(Deserialize)]
struct Ablation {
    name: String,
    without: String,
    edit: Vec<Edit>,
}

const OPERATIONS: [&str; 4] = ["yield", "message", "spawn", "timeout"];

fn main() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    // The checkout itself stays as it is.
    let copy = root.join("target/ablations");
    let _ = fs::remove_dir_all(copy.join("stage4-await"));
    let files = Command::new("git").args(["ls-files", "-z"]).current_dir(&root).output()?;
    for file in String::from_utf8(files.stdout)?.split_terminator('\0') {
        let (from, to) = (root.join(file), copy.join(file));
        if from.is_file() {
            fs::create_dir_all(to.parent().ok_or("it is in a folder")?)?;
            fs::copy(from, to)?;
        }
    }

    println!(
        "| without | yield | message between two tasks | spawn and join | timeout set and cancelled |"
    );
    println!("|---|--:|--:|--:|--:|");
    print_row("jacobio as it is", &copy)?;
    let ablations = fs::read_to_string(root.join("tests/bench/ablations/ablations.toml"))?;
    for Ablation { name, without, edit } in toml::from_str::<Ablations>(&ablations)?.ablation {
        let texts = edit::apply(&edit, &root).map_err(|error| format!("{name}: {error}"))?;
        for (file, text) in &texts {
            fs::write(copy.join(file), text)?;
        }
        print_row(&without, &copy)?;
        for file in texts.keys() {
            fs::write(copy.join(file), fs::read(root.join(file))?)?;
        }
    }
    Ok(())
}

fn print_row(without: &str, copy: &Path) -> Result<()> {
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--quiet", "--release", "-p", "ablations", "--bin", "ablations"]);
    // What is taken out leaves code that is never called.
    cargo.args(["--target-dir", "target"]).env("RUSTFLAGS", "-A warnings").current_dir(copy);
    if !cargo.status()?.success() {
        return Err(format!("it doesn't compile without {without}").into());
    }
    print!("| {without} |");
    for operation in OPERATIONS {
        // Start and end cost the same at both sizes. The textbook loop has no timeout.
        match (instructions(operation, 1000, copy)?, instructions(operation, 11_000, copy)?) {
            (Some(few), Some(many)) => print!(" {} |", (many - few) / 10_000),
            _ => print!(" |"),
        }
    }
    println!();
    Ok(())
}

/// Counts the instructions of `times` operations. `None` if the program fails.
fn instructions(operation: &str, times: u64, copy: &Path) -> Result<Option<u64>> {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    valgrind.arg(copy.join("target/release/ablations")).args([operation, &times.to_string()]);
    let output =
        valgrind.output().map_err(|error| format!("valgrind, which must be installed: {error}"))?;
    if !output.status.success() {
        return Ok(None);
    }
    let said = String::from_utf8(output.stderr)?;
    let (_, count) = said.split_once("Collected : ").ok_or("valgrind prints the count")?;
    Ok(Some(count.lines().next().unwrap_or_default().trim().parse()?))
}
