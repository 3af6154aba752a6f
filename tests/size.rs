//! How many lines of code jacobio has: neither blank nor comment. The README says it, and so it is.

use std::fs;
use std::path::{Path, PathBuf};

fn jacobio() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../stage4-await/jacobio")
}

fn lines_of_code(file: &str) -> usize {
    let path = jacobio().join("src").join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let lines = text.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with("//")).count()
}

/// All files in `src`, by their path from there.
fn files() -> Vec<String> {
    let folders = ["", "engine/", "io/", "net/", "net/tcp/", "task/", "time/"];
    folders.iter().flat_map(|folder| files_in(folder)).collect()
}

fn files_in(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(jacobio().join("src").join(folder)).expect("the folder is there");
    let entries = entries.map(|entry| entry.expect("it can be listed"));
    let files = entries.filter(|entry| entry.path().is_file());
    let names = files.map(|file| file.file_name().into_string().expect("a plain name"));
    names.map(|name| format!("{folder}{name}")).collect()
}

#[test]
fn the_readme_says_how_many_lines_jacobio_has() {
    let (engine, surface): (Vec<_>, Vec<_>) =
        files().into_iter().partition(|file| file.starts_with("engine"));
    let lines = |files: Vec<String>| files.iter().map(|file| lines_of_code(file)).sum::<usize>();
    let (engine, surface) = (lines(engine), lines(surface));
    let sentence = format!(
        "jacobio has {} lines of code: {engine} in the engine, and {surface} in the surface.",
        engine + surface,
    );
    let readme = fs::read_to_string(jacobio().join("README.md")).expect("it is there");
    let readme = readme.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(readme.contains(&sentence), "jacobio's README should say: {sentence}");
}

/// The rows are `| a.rs, b.rs | lines of a, lines of b | what they are |`.
#[test]
fn the_readme_says_how_many_lines_each_file_of_the_engine_has() {
    let readme = fs::read_to_string(jacobio().join("README.md")).expect("it is there");
    let rows = readme.lines().filter(|line| line.starts_with("| `") && line.contains(".rs` | "));
    let mut said: Vec<String> = Vec::new();
    for row in rows {
        let mut cells = row.split(" | ");
        let names = cells.next().expect("a name").trim_start_matches("| ").replace('`', "");
        let lines = cells.next().expect("lines");
        for (name, lines) in names.split(", ").zip(lines.split(", ")) {
            let file = format!("engine/{name}");
            assert_eq!(lines, lines_of_code(&file).to_string(), "the README on {file}");
            said.push(file);
        }
    }
    said.sort();
    let mut files = files_in("engine/");
    files.sort();
    assert_eq!(said, files, "the README's table has all files of the engine");
}

#[test]
fn no_file_takes_long_to_read() {
    for file in files() {
        let lines = lines_of_code(&file);
        assert!(lines <= 120, "{file} has {lines} lines of code: make it two");
    }
}
