//! How long the files of jacobio are, in lines of code: neither blank nor comment.

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
    let folders = ["", "engine/", "io/", "net/", "net/tcp/", "task/", "task/join_set/", "time/"];
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
fn no_file_takes_long_to_read() {
    for file in files() {
        let lines = lines_of_code(&file);
        assert!(lines <= 120, "{file} has {lines} lines of code: make it two");
    }
}
