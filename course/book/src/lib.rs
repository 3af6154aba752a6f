//! What the book is checked with: what its chapters include, whether they show every line of the
//! stages once, and where their links lead.

pub mod include;
pub mod item;
pub mod links;
pub mod listing;
pub mod questions;

pub use repository::{files, read, root};

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
