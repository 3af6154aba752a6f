//! Compares the texts of an exercise: its starting point, its solution, and the solution that it
//! starts from.

use crate::Result;
use crate::exercise::{Exercise, read};

/// Where the code ends and the tests begin.
const TESTS: &str = "\n#[cfg(test)]\nmod tests {\n";

/// Fewer wrong answers than this show little.
const MUTANTS: usize = 2;

/// Returns what is wrong with the files of `exercise`.
pub fn faults(exercise: &Exercise, all: &[Exercise]) -> Result<Vec<String>> {
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
    if let Some(previous) = &exercise.starts_from {
        let previous = all.iter().find(|exercise| exercise.name == *previous);
        let previous = previous.ok_or_else(|| format!("{name}: what does it start from?"))?;
        let solution = read(&previous.solution)?;
        let solution = solution.split_once(TESTS).map_or("", |(code, _)| code);
        if let Some(difference) = difference(solution, start) {
            faults.push(format!(
                "{name}: the starting point is not the solution of {}:\n{difference}",
                previous.name
            ));
        }
    }
    Ok(faults)
}

/// Returns the first line of code where the two differ.
fn difference(solution: &str, start: &str) -> Option<String> {
    let (mut solution, mut start) = (code(solution), code(start));
    loop {
        match (solution.next(), start.next()) {
            (None, None) => return None,
            (Some(one), Some(other)) if one == other => {}
            (one, other) => {
                return Some(format!("- {}\n+ {}", one.unwrap_or(""), other.unwrap_or("")));
            }
        }
    }
}

/// Returns the lines of `text` without comments, blank lines, and what a starting point adds: the
/// lines below a comment `// New: …`, up to a blank line or the end of the block around it.
fn code(text: &str) -> impl Iterator<Item = &str> {
    // The indentation of the addition.
    let mut new = None;
    text.lines().filter(move |line| {
        let text = line.trim_start();
        let indentation = line.len() - text.len();
        if text.starts_with("// New:") {
            new = Some(indentation);
        } else if text.is_empty() || new.is_some_and(|new| indentation < new) {
            new = None;
        }
        new.is_none() && !text.is_empty() && !text.starts_with("//")
    })
}
