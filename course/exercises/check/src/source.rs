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
    for test in without_watchdog(tests) {
        faults.push(format!("{name}: the test `{test}` is not under the watchdog: `must_end`"));
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

/// Returns the names of the tests that may hang: they call neither `must_end` nor a function of
/// `tests` that does.
fn without_watchdog(tests: &str) -> Vec<&str> {
    /// Returns the functions of the module: their names, and their texts up to the closing brace.
    fn functions(tests: &str) -> impl Iterator<Item = (&str, &str)> {
        tests.split("\n    fn ").skip(1).map(|text| {
            let body = text.split_once("\n    }\n").map_or(text, |(body, _)| body);
            (text.split(['(', '<']).next().unwrap_or(text), body)
        })
    }
    // A method may have the same name.
    let calls = |body: &str, name: &str| body.contains(&format!(" {name}("));
    let watched: Vec<&str> = functions(tests)
        .filter(|(_, body)| calls(body, "must_end"))
        .map(|(name, _)| name)
        .chain(["must_end"])
        .collect();
    functions(tests)
        .filter(|(name, _)| tests.contains(&format!("#[test]\n    fn {name}(")))
        .filter(|(_, body)| !watched.iter().any(|name| calls(body, name)))
        .map(|(name, _)| name)
        .collect()
}

/// Returns the first line where `seen` differs from `expected`.
fn difference(expected: &str, seen: &str) -> Option<String> {
    let seen = without_new(seen);
    let (mut expected, mut seen) = (code(expected), code(&seen));
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

/// Returns the lines of `text` up to `main` and the tests, with the comments that document an item,
/// and without imports, other comments and blank lines.
fn code(text: &str) -> impl Iterator<Item = &str> {
    let until_main = text.split_once("\nfn main() ").map_or(text, |(code, _)| code);
    until_main.lines().filter(|line| {
        let text = line.trim_start();
        let is_import = text.starts_with("use ") || text.starts_with("pub use ");
        let is_comment = text.starts_with("//") && !text.starts_with("///");
        !is_import && !is_comment && !text.is_empty()
    })
}

/// Returns `text` without what a starting point adds: the lines below a comment `// New: …`, up to a
/// blank line or the end of the block around it.
fn without_new(text: &str) -> String {
    // The indentation of the addition.
    let mut new = None;
    let kept = text.lines().filter(|line| {
        let text = line.trim_start();
        let indentation = line.len() - text.len();
        if text.starts_with("// New:") {
            new = Some(indentation);
        } else if text.is_empty() || new.is_some_and(|new| indentation < new) {
            new = None;
        }
        new.is_none()
    });
    kept.flat_map(|line| [line, "\n"]).collect()
}
