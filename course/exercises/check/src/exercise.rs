//! The exercises, as `info.toml` and `source/` describe them.

use std::fs;
use std::path::{Path, PathBuf};

use edit::replace_once;
use serde::Deserialize;

use crate::Result;

/// The part of `info.toml` that isn't for rustlings alone.
#[derive(Deserialize)]
struct Info {
    exercises: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    name: String,
    dir: String,
}

/// An exercise with all its files.
pub struct Exercise {
    pub name: String,
    /// The starting point, which a learner edits.
    pub start: PathBuf,
    pub solution: PathBuf,
    /// The file that both are made from.
    pub source: PathBuf,
    pub notes: Notes,
}

/// What stands beside the source, in TOML.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notes {
    /// For the steps of the executor.
    pub step: Option<Step>,
    #[serde(rename = "mutant")]
    pub mutants: Vec<Mutant>,
}

/// Where a step of the executor takes its code from.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The solution is stage 4's loop after this many additions of its chapter…
    pub additions: usize,
    /// …with these changes.
    #[serde(default)]
    pub solution: Vec<Change>,
    /// The starting point is the solution of the step before, with these changes.
    pub start: Vec<Change>,
}

/// Finds a text that occurs once, and puts another in its place.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    pub find: String,
    pub replace: String,
}

/// A wrong answer: the solution with one change.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mutant {
    pub name: String,
    pub find: String,
    pub replace: String,
    /// The words that the refusal must contain.
    pub refused_with: String,
}

impl Exercise {
    /// Returns the name that rustlings gives the solution's binary.
    pub fn solution_bin(&self) -> String {
        format!("{}_sol", self.name)
    }

    /// Returns the name of the binary of a wrong answer.
    pub fn mutant_bin(&self, mutant: &Mutant) -> String {
        format!("{}__{}", self.name, mutant.name)
    }

    /// Returns the text of a wrong answer.
    pub fn mutate(&self, mutant: &Mutant) -> Result<String> {
        let what = format!("{}: the solution, for the wrong answer `{}`", self.name, mutant.name);
        let text = read(&self.solution)?;
        Ok(replace_once(&what, &text, &mutant.find, &mutant.replace)?)
    }
}

/// Reads a file. Names it if that fails.
pub fn read(path: &Path) -> Result<String> {
    Ok(fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?)
}

/// Reads the list of the exercises, and what stands beside their sources.
pub fn read_all(folder: &Path) -> Result<Vec<Exercise>> {
    let info: Info = toml::from_str(&read(&folder.join("info.toml"))?)?;
    info.exercises.into_iter().map(|entry| read_one(folder, entry)).collect()
}

fn read_one(folder: &Path, Entry { name, dir }: Entry) -> Result<Exercise> {
    let file = Path::new(&dir).join(&name).with_extension("rs");
    let source = folder.join("source").join(&name).with_extension("rs");
    let notes = source.with_extension("toml");
    Ok(Exercise {
        notes: toml::from_str(&read(&notes)?)
            .map_err(|error| format!("{}: {error}", notes.display()))?,
        start: folder.join("exercises").join(&file),
        solution: folder.join("solutions").join(&file),
        source,
        name,
    })
}
