//! Compares the texts of an exercise: its starting point, its solution, and the files of the course
//! that it starts from or ends as.

use crate::Result;
use crate::exercise::{Exercise, read};

/// Where the code ends and the tests begin.
const TESTS: &str = "\n#[cfg(test)]\nmod tests {\n";

/// Fewer wrong answers than this show little.
const MUTANTS: usize = 2;

/// Returns what is wrong with the files of `exercise`.
pub fn faults(exercise: &Exercise) -> Result<Vec<String>> {
    let name = &exercise.name;
    let (start, solution) = (read(&exercise.start)?, read(&exercise.solution)?);
    let mut faults = Vec::new();
    let (Some((start, tests)), Some((_, same))) =
        (start.split_once(TESTS), solution.split_once(TESTS))
    else {
        return Ok(vec![format!("{name}: `#[cfg(test)] mod tests` is missing")]);
    };
    if tests != same {
        faults.push(format!("{name}: the tests of the exercise and of its solution differ"));
    }
    if exercise.mutants.len() < MUTANTS {
        faults.push(format!("{name}: there are fewer than {MUTANTS} wrong answers"));
    }
    if let Some(path) = &exercise.starts_from
        && let Some(difference) = difference(&read(path)?, start)
    {
        faults.push(format!("{name}: the starting point is not {}:\n{difference}", path.display()));
    }
    if let Some(path) = &exercise.ends_as
        && let Some(difference) = difference(&read(path)?, &read(&exercise.solution)?)
    {
        faults.push(format!("{name}: the solution is not {}:\n{difference}", path.display()));
    }
    Ok(faults)
}

/// Returns the first line of code where the two differ.
fn difference(expected: &str, seen: &str) -> Option<String> {
    let (mut expected, mut seen) = (code(expected), code(seen));
    loop {
        match (expected.next(), seen.next()) {
            (None, None) => return None,
            (Some(one), Some(other)) if one == other => {}
            (one, other) => {
                return Some(format!("- {}\n+ {}", one.unwrap_or(""), other.unwrap_or("")));
            }
        }
    }
}

/// Returns the lines of `text` up to `main` and the tests, without imports, comments and blank
/// lines, and without what a starting point adds: the lines below a comment `// New: …`, up to a
/// blank line or the end of the block around it.
fn code(text: &str) -> impl Iterator<Item = &str> {
    let until_main = text.split_once("\nfn main() ").map_or(text, |(code, _)| code);
    // The indentation of the addition.
    let mut new = None;
    until_main.lines().filter(move |line| {
        let text = line.trim_start();
        let indentation = line.len() - text.len();
        if text.starts_with("// New:") {
            new = Some(indentation);
        } else if text.is_empty() || new.is_some_and(|new| indentation < new) {
            new = None;
        }
        let is_import = text.starts_with("use ") || text.starts_with("pub use ");
        new.is_none() && !is_import && !text.is_empty() && !text.starts_with("//")
    })
}
