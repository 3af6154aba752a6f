//! What the book is checked with: what its chapters include, whether they show every line of the
//! stages once, and where their links lead.

use std::fs;
use std::path::{Path, PathBuf};

pub mod anchor;
pub mod include;
pub mod links;
pub mod listing;
pub mod questions;

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Reads a file of the repository. Line ends are `\n` on every system.
///
/// # Panics
///
/// If there is no such file.
pub fn read(file: &str) -> String {
    let text = fs::read_to_string(root().join(file));
    text.unwrap_or_else(|error| panic!("{file}: {error}")).replace("\r\n", "\n")
}

/// The files below `folder` whose names end in `ending`, as paths from the root, in order.
///
/// # Panics
///
/// If the folder can't be read.
pub fn files(folder: &str, ending: &str) -> Vec<String> {
    let mut found = Vec::new();
    let entries = fs::read_dir(root().join(folder)).unwrap_or_else(|e| panic!("{folder}: {e}"));
    for entry in entries {
        let entry = entry.expect("it can be listed");
        let name = entry.file_name().into_string().expect("a plain name");
        let path = format!("{folder}/{name}");
        // Links to folders are not followed: what they lead to is found elsewhere.
        if entry.file_type().expect("it has one").is_dir() {
            // The browser test of the timeline's page installs libraries there.
            if name != "node_modules" {
                found.extend(files(&path, ending));
            }
        } else if name.ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Resolves `link` as seen from `file`: `a/b.md` and `../c/d.rs` give `c/d.rs`.
pub fn resolve(file: &str, link: &str) -> String {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "." | "" => {}
            ".." if parts.last().is_some_and(|part| *part != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}
