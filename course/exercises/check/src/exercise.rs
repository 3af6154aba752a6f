//! The exercises, as `info.toml` and `mutants/` list them.

use std::fs;
use std::path::{Path, PathBuf};

use toml::Table;

use crate::Result;

/// An exercise with all its files.
pub struct Exercise {
    pub name: String,
    /// The file whose code the starting point is, with what it adds.
    pub starts_from: Option<PathBuf>,
    /// The file whose code the solution is.
    pub ends_as: Option<PathBuf>,
    pub start: PathBuf,
    pub solution: PathBuf,
    pub mutants: Vec<Mutant>,
}

/// A wrong answer: the solution with one change.
pub struct Mutant {
    pub name: String,
    pub instead_of: String,
    pub write: String,
    /// The words that the refusal must contain.
    pub refused_with: String,
}

impl Exercise {
    /// The name that rustlings gives the binary.
    pub fn solution_bin(&self) -> String {
        format!("{}_sol", self.name)
    }

    pub fn mutant_bin(&self, mutant: &Mutant) -> String {
        format!("{}__{}", self.name, mutant.name)
    }

    /// Returns the text of a wrong answer.
    pub fn mutate(&self, mutant: &Mutant) -> Result<String> {
        let solution = read(&self.solution)?;
        let found = solution.matches(&mutant.instead_of).count();
        if found != 1 {
            let (exercise, name) = (&self.name, &mutant.name);
            return Err(format!(
                "{exercise}: what the wrong answer `{name}` replaces is found {found} times in the \
                 solution, not once"
            )
            .into());
        }
        Ok(solution.replace(&mutant.instead_of, &mutant.write))
    }
}

/// Reads a file. Names it if that fails.
pub fn read(path: &Path) -> Result<String> {
    Ok(fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?)
}

/// Reads the list of the exercises and their wrong answers.
pub fn read_all(folder: &Path) -> Result<Vec<Exercise>> {
    let info: Table = read(&folder.join("info.toml"))?.parse()?;
    tables(&info, "exercises")?.into_iter().map(|exercise| read_one(folder, exercise)).collect()
}

fn read_one(folder: &Path, exercise: &Table) -> Result<Exercise> {
    let name = string(exercise, "name")?;
    let file = Path::new(&string(exercise, "dir")?).join(&name).with_extension("rs");
    let mutants = folder.join("mutants").join(&name).with_extension("toml");
    let parsed: Table =
        read(&mutants)?.parse().map_err(|error| format!("{}: {error}", mutants.display()))?;
    let mutants = tables(&parsed, "mutant")?.into_iter().map(|mutant| {
        Ok(Mutant {
            name: string(mutant, "name")?,
            instead_of: string(mutant, "instead_of")?,
            write: string(mutant, "write")?,
            refused_with: string(mutant, "refused_with")?,
        })
    });
    Ok(Exercise {
        starts_from: string(exercise, "starts_from").ok().map(|path| folder.join(path)),
        ends_as: string(exercise, "ends_as").ok().map(|path| folder.join(path)),
        start: folder.join("exercises").join(&file),
        solution: folder.join("solutions").join(&file),
        mutants: mutants.collect::<Result<_>>()?,
        name,
    })
}

fn tables<'table>(table: &'table Table, key: &str) -> Result<Vec<&'table Table>> {
    let list = table.get(key).and_then(|value| value.as_array());
    let list = list.ok_or_else(|| format!("`{key}` is missing"))?;
    list.iter().map(|entry| Ok(entry.as_table().ok_or("a table was expected")?)).collect()
}

fn string(table: &Table, key: &str) -> Result<String> {
    let value = table.get(key).and_then(|value| value.as_str());
    let known = || table.keys().cloned().collect::<Vec<_>>().join(", ");
    Ok(value.ok_or_else(|| format!("`{key}` is missing beside {}", known()))?.to_owned())
}
