//! Reads the files of the repository, and keeps those up to date that are generated.
//!
//! A test that generates a file, or a section of a README, asserts that the repository holds what
//! it has made. `cargo xtask bless` sets `BLESS`; then the test writes it instead.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// What to do when something is out of date.
const ADVICE: &str = "If that is right, run `cargo xtask bless`";

/// Returns the root of the repository.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Reads a file, given by its path from the root. Line ends are `\n` on every system.
///
/// # Panics
///
/// If it can't be read.
#[must_use]
#[track_caller]
pub fn read(path: &str) -> String {
    let text = fs::read_to_string(root().join(path));
    text.unwrap_or_else(|error| panic!("{path}: {error}")).replace("\r\n", "\n")
}

/// Returns the files below `folder` whose names end in `ending`, as paths from the root, sorted.
///
/// # Panics
///
/// If the folder can't be read.
#[must_use]
#[track_caller]
pub fn files(folder: &str, ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    let entries = fs::read_dir(root().join(folder)).unwrap_or_else(|e| panic!("{folder}: {e}"));
    for entry in entries {
        let entry = entry.expect("it can be listed");
        let name = entry.file_name().into_string().expect("a plain name");
        let path = format!("{folder}/{name}");
        if entry.file_type().expect("it has one").is_dir() {
            // Not what cargo and npm put there.
            if name != "target" && name != "node_modules" {
                found.extend(files(&path, ending));
            }
        } else if name.ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Asserts that the file at `path` is what was `made` now. If `BLESS` is set, makes it so.
///
/// # Panics
///
/// If it is another text.
#[track_caller]
pub fn assert_file(path: &str, made: &str) {
    let kept = fs::read_to_string(root().join(path)).unwrap_or_default().replace("\r\n", "\n");
    if kept == made {
        return;
    }
    if env::var_os("BLESS").is_some() {
        fs::write(root().join(path), made).unwrap_or_else(|error| panic!("{path}: {error}"));
        println!("{path} is new");
        return;
    }
    // Only the first difference: two long texts would help no reader.
    let pairs = kept.lines().zip(made.lines());
    let same = pairs.take_while(|(kept, made)| kept == made).count();
    let line = |text: &str| text.lines().nth(same).unwrap_or("(the end)").to_owned();
    panic!(
        "{path} is out of date, from line {} on\nin the file: {}\nmade now:    {}\n{ADVICE}",
        same + 1,
        line(&kept),
        line(made),
    );
}

/// Asserts that the file at `path` has `made` in its section `name`, which lies between the lines
/// `<!-- made: NAME -->` and `<!-- end -->`. If `BLESS` is set, makes it so.
///
/// # Panics
///
/// If the section has another text, or if there is no such section, or more than one.
#[track_caller]
pub fn assert_section(path: &str, name: &str, made: &str) {
    let (text, start) = (read(path), format!("<!-- made: {name} -->\n"));
    let parts: Vec<&str> = text.split(&start).collect();
    let [before, rest] = parts[..] else {
        panic!("{path} must have the line {start}once, but has it {} times", parts.len() - 1);
    };
    let end = rest.find("<!-- end -->\n");
    let end = end.unwrap_or_else(|| panic!("{path} must have the line <!-- end --> after {start}"));
    assert_file(path, &format!("{before}{start}\n{}\n\n{}", made.trim_end(), &rest[end..]));
}
