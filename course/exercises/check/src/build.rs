//! Builds test programs with cargo.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::exercise::{Exercise, read};
use crate::{Result, folder};

/// The test programs of a package, by the name of the binary.
pub struct Programs(BTreeMap<String, PathBuf>);

impl Programs {
    pub fn get(&self, bin: &str) -> Option<&PathBuf> {
        self.0.get(bin)
    }

    /// Builds the tests of `bins`, or of all binaries without a name.
    pub fn build(manifest: &Path, bins: &[String]) -> Result<Self> {
        let mut cargo = Command::new("cargo");
        cargo.args(["test", "--no-run", "--quiet", "--message-format=json-render-diagnostics"]);
        cargo.arg("--manifest-path").arg(manifest);
        // One folder for both packages, so that the dependencies are built once.
        cargo.arg("--target-dir").arg(folder().join("target"));
        if bins.is_empty() {
            cargo.arg("--bins");
        }
        for bin in bins {
            cargo.args(["--bin", bin]);
        }
        let output = cargo.output()?;
        if !output.status.success() {
            // Warnings too. Of these, the starting points have many.
            eprint!("{}", String::from_utf8_lossy(&output.stderr));
            return Err(format!("{}: something does not compile", manifest.display()).into());
        }
        let messages = String::from_utf8(output.stdout)?;
        let programs = messages.lines().filter_map(|line| {
            let message: Value = serde_json::from_str(line).ok()?;
            let program = message["executable"].as_str()?;
            Some((message["target"]["name"].as_str()?.to_owned(), program.into()))
        });
        Ok(Self(programs.collect()))
    }
}

/// Writes a package with a binary for each wrong answer. Returns its manifest.
pub fn write_mutants(folder: &Path, exercises: &[&Exercise]) -> Result<PathBuf> {
    let package = folder.join("target/mutants");
    fs::create_dir_all(package.join("src"))?;
    let mut bins = String::new();
    for exercise in exercises {
        for mutant in &exercise.notes.mutants {
            let name = exercise.mutant_bin(mutant);
            let text = exercise.mutate(mutant)?;
            write_if_changed(&package.join(format!("src/{name}.rs")), &text)?;
            bins += &format!("[[bin]]\nname = \"{name}\"\npath = \"src/{name}.rs\"\n\n");
        }
    }
    let own = read(&folder.join("Cargo.toml"))?;
    let dependencies = own.split_once("[dependencies]\n").ok_or("`[dependencies]` is missing")?.1;
    let dependencies = dependencies.split_once("\n[").map_or(dependencies, |(until, _)| until);
    // The same dependencies, seen from another folder.
    let path = format!("path = \"{}/", folder.display());
    let manifest = format!(
        "[package]\nname = \"mutants\"\nedition = \"2024\"\n\n{bins}[dependencies]\n{}\n\n\
         [workspace]\n\n[profile.dev]\ndebug = 0\n",
        dependencies.replace("path = \"", &path),
    );
    write_if_changed(&package.join("Cargo.toml"), &manifest)?;
    // The same versions, so that cargo finds the dependencies built.
    write_if_changed(&package.join("Cargo.lock"), &read(&folder.join("Cargo.lock"))?)?;
    Ok(package.join("Cargo.toml"))
}

/// Leaves a file with the same text alone, since cargo goes by its time.
fn write_if_changed(path: &Path, text: &str) -> Result<()> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    Ok(fs::write(path, text)?)
}
