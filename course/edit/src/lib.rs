//! "This source, with that change": find a text that occurs exactly once, and put another in its
//! place.
//!
//! A change is a list of edits, in TOML:
//!
//! ```toml
//! [[edit]]
//! file = "stage4-await/src/waking.rs"
//! find = "recv_timeout(timeout)"
//! replace = "recv()"
//! ```
//!
//! `find` is as short as it can be, so that the change still fits when other lines of the file
//! change or move.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

/// One replacement in one file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// The file's path from the root of the repository.
    pub file: String,
    /// The text to find.
    pub find: String,
    /// What to put in its place.
    pub replace: String,
}

/// Makes the edits in the files below `root`, in order. Returns the new texts by their paths, and
/// writes nothing.
///
/// # Errors
///
/// If a file can't be read, or an edit doesn't fit.
pub fn apply(edits: &[Edit], root: &Path) -> Result<BTreeMap<String, String>, String> {
    let mut texts = BTreeMap::new();
    for Edit { file, find, replace } in edits {
        let text = match texts.remove(file) {
            Some(text) => text,
            None => fs::read_to_string(root.join(file))
                .map_err(|error| format!("{file}: {error}"))?
                .replace("\r\n", "\n"),
        };
        texts.insert(file.clone(), replace_once(file, &text, find, replace)?);
    }
    Ok(texts)
}

/// Replaces `find`, which must occur once in `text`. `file` is where the text is from.
///
/// # Errors
///
/// If `find` doesn't occur, or more than once. The message says what to do.
pub fn replace_once(file: &str, text: &str, find: &str, replace: &str) -> Result<String, String> {
    let advice = match text.matches(find).count() {
        1 => return Ok(text.replacen(find, replace, 1)),
        0 => "not found. If its lines have changed there, change `find` and `replace` alike",
        _ => "found more than once. Add a line from around the right place to `find` and `replace`",
    };
    let lines: Vec<_> = find.lines().map(|line| format!("    {line}\n")).collect();
    Err(format!("{file}: this is {advice}:\n\n{}", lines.concat()))
}

/// Reads the block of a chapter that shows a change as a diff. Returns the text to find and what to
/// put in its place.
#[must_use]
pub fn from_diff(block: &str) -> (String, String) {
    let side = |sign: char| -> String {
        let lines = block.lines().filter(|line| line.is_empty() || line.starts_with([' ', sign]));
        lines.flat_map(|line| [line.get(1..).unwrap_or_default(), "\n"]).collect()
    };
    (side('-'), side('+'))
}

#[cfg(test)]
mod tests {
    use super::{apply, from_diff, replace_once};

    #[test]
    fn a_text_that_occurs_once_is_replaced() {
        assert_eq!(replace_once("f", "a b a", "b", "c").as_deref(), Ok("a c a"));
    }

    #[test]
    fn an_error_names_the_file_the_text_and_what_to_do() {
        let missing = replace_once("f.rs", "a b a", "x\ny", "c").expect_err("it isn't there");
        assert!(missing.starts_with("f.rs: this is not found."), "{missing}");
        assert!(missing.ends_with(":\n\n    x\n    y\n"), "{missing}");
        let twice = replace_once("f.rs", "a b a", "a", "c").expect_err("it's there twice");
        assert!(twice.contains("more than once. Add a line"), "{twice}");
    }

    #[test]
    fn edits_of_the_same_file_follow_each_other() {
        let edit = |find: &str, replace: &str| super::Edit {
            file: "Cargo.toml".to_owned(),
            find: find.to_owned(),
            replace: replace.to_owned(),
        };
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let edits = [edit("name = \"edit\"", "name = \"x\""), edit("name = \"x\"", "name = \"y\"")];
        let texts = apply(&edits, root).expect("both fit");
        assert!(texts["Cargo.toml"].contains("name = \"y\""));
    }

    #[test]
    fn a_diff_is_what_to_find_and_what_to_replace_it_with() {
        let diff = " a\n-b\n+c\n+d\n\n e\n";
        assert_eq!(from_diff(diff), ("a\nb\n\ne\n".to_owned(), "a\nc\nd\n\ne\n".to_owned()));
    }
}
