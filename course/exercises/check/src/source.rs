//! Makes starting points and solutions: one source holds both.
//!
//! A line `//@ start` begins lines for the starting point alone, `//@ solution` lines for the
//! solution alone, and `//@ both` ends them. In the executor's steps, `//@ loop` stands for the
//! loop: the code of stage 4 after some additions of its chapter.

use std::fs;

use edit::{from_diff, replace_once};

use crate::exercise::{Change, Exercise, Step, read};
use crate::{Result, folder};

/// Where the tests begin.
const TESTS: &str = "\n#[cfg(test)]\nmod tests {\n";

/// The starting point and the solution of an exercise.
pub struct Sides {
    pub start: String,
    pub solution: String,
}

/// Writes the starting points and the solutions, and the list of them in `Cargo.toml`.
pub fn bless(exercises: &[Exercise]) -> Result<()> {
    for (exercise, sides) in exercises.iter().zip(make_all(exercises)?) {
        for (path, text) in [(&exercise.start, sides.start), (&exercise.solution, sides.solution)] {
            fs::create_dir_all(path.parent().ok_or("a file is in a folder")?)?;
            fs::write(path, text)?;
        }
    }
    let manifest = folder().join("Cargo.toml");
    fs::write(&manifest, with_bins(&read(&manifest)?, exercises)?)?;
    Ok(())
}

/// Returns the starting points and the solutions, as their sources say.
pub fn make_all(exercises: &[Exercise]) -> Result<Vec<Sides>> {
    let mut made: Vec<Sides> = Vec::new();
    let mut latest_loop = adapted(&after_additions(0)?);
    for exercise in exercises {
        let mut loops = None;
        if let Some(step) = &exercise.notes.step {
            let start = changed(&exercise.name, &latest_loop, &step.start)?;
            latest_loop = solved(&exercise.name, step)?;
            loops = Some(Sides { start, solution: latest_loop.clone() });
        }
        let source = read(&exercise.source)?;
        let side = |name, code: Option<&String>| side(&source, name, code.map_or("", |it| it));
        made.push(Sides {
            start: side("start", loops.as_ref().map(|it| &it.start)),
            solution: side("solution", loops.as_ref().map(|it| &it.solution)),
        });
    }
    Ok(made)
}

/// Returns what is for `name` and for both, with `code` in the place of `//@ loop`.
fn side(source: &str, name: &str, code: &str) -> String {
    let mut text = String::new();
    let mut of = "both";
    for line in source.lines() {
        match line.trim_start().strip_prefix("//@ ") {
            Some("loop") => text += code,
            Some(mark) => of = mark,
            None if of == "both" || of == name => text.extend([line, "\n"]),
            None => {}
        }
    }
    text
}

/// Returns the loop that solves `step`.
fn solved(name: &str, step: &Step) -> Result<String> {
    changed(name, &adapted(&after_additions(step.additions)?), &step.solution)
}

fn changed(name: &str, text: &str, changes: &[Change]) -> Result<String> {
    let what = format!("{name}: the loop");
    let mut text = text.to_owned();
    for Change { find, replace } in changes {
        text = replace_once(&what, &text, find, replace)?;
    }
    Ok(text)
}

/// Returns the loop of `busy.rs` after the first `count` additions of the next chapter.
fn after_additions(count: usize) -> Result<String> {
    let stage4 = folder().join("../../stage4-await");
    let (mut text, chapter) =
        (read(&stage4.join("src/busy.rs"))?, read(&stage4.join("waking.md"))?);
    for number in 1..=count {
        let heading = format!("\n## {number}. ");
        let (_, addition) =
            chapter.split_once(&heading).ok_or_else(|| format!("no addition {number}"))?;
        let addition = addition.split("\n## ").next().unwrap_or(addition);
        for block in addition.split("\n```diff\n").skip(1) {
            let block = block.split("\n```").next().unwrap_or(block);
            let (find, replace) = from_diff(block);
            // The clock of the exercises is in the crate `support`, and has this already.
            if !replace.contains("fn real_time(") {
                text = replace_once("the loop after some additions", &text, &find, &replace)?;
            }
        }
    }
    Ok(text)
}

/// Returns the code of `text` as an exercise has it: without what the file says of itself, and with
/// the clock of the exercises.
fn adapted(text: &str) -> String {
    let code = text.lines().skip_while(|line| line.starts_with("//!") || line.is_empty());
    let code: String = code.flat_map(|line| [line, "\n"]).collect();
    code.replace("crate::clock", "support::clock") + "\n"
}

/// Returns `manifest` with the list of the binaries that belong to `exercises`.
fn with_bins(manifest: &str, exercises: &[Exercise]) -> Result<String> {
    let mut bins = String::from("bin = [\n");
    for Exercise { name, start, solution, .. } in exercises {
        for (suffix, path) in [("", start), ("_sol", solution)] {
            let path = path.strip_prefix(folder())?.display().to_string().replace('\\', "/");
            bins += &format!("  {{ name = \"{name}{suffix}\", path = \"{path}\" }},\n");
        }
    }
    let (head, rest) = manifest.split_once("bin = [\n").ok_or("`bin` is missing")?;
    let (_, tail) = rest.split_once("\n]\n").ok_or("`bin` has no end")?;
    Ok(format!("{head}{bins}]\n{tail}"))
}

/// Returns what is wrong with the tests of an exercise.
pub fn faults(exercise: &Exercise) -> Result<Vec<String>> {
    /// Fewer wrong answers than this show little.
    const MUTANTS: usize = 2;
    let name = &exercise.name;
    let mut faults = Vec::new();
    if exercise.notes.mutants.len() < MUTANTS {
        faults.push(format!("{name}: there are fewer than {MUTANTS} wrong answers"));
    }
    match read(&exercise.source)?.split_once(TESTS) {
        None => faults.push(format!("{name}: `#[cfg(test)] mod tests` is missing")),
        Some((_, tests)) => faults.extend(without_watchdog(tests).iter().map(|test| {
            format!("{name}: the test `{test}` is not under the watchdog: `must_end`")
        })),
    }
    Ok(faults)
}

/// Returns what differs from its source and must be made anew.
pub fn outdated(exercises: &[Exercise]) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for (exercise, sides) in exercises.iter().zip(make_all(exercises)?) {
        for (path, text) in [(&exercise.start, sides.start), (&exercise.solution, sides.solution)] {
            if fs::read_to_string(path).ok().as_ref() != Some(&text) {
                let (file, source) = (path.display(), exercise.source.display());
                faults.push(format!("{file} is not what {source} makes: run cargo xtask bless"));
            }
        }
    }
    let manifest = read(&folder().join("Cargo.toml"))?;
    if with_bins(&manifest, exercises)? != manifest {
        faults
            .push("Cargo.toml doesn't list what info.toml does: run cargo xtask bless".to_owned());
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
