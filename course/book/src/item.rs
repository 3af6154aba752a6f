//! Finds a part of a file by its name: an item of a Rust source, a file in a diff, a section of a
//! Markdown page.

use std::ops::RangeInclusive;

/// Returns the lines, from 1, of the part of `file` that `name` names. What can be named:
///
/// - in Rust: an item, as it begins (`fn sleep`, `impl Future for JoinHandle`, `thread_local!`,
///   `use jacobio`), or `head`, the comment and the imports at the top;
/// - in a diff: a file, by the end of its path;
/// - in Markdown: what stands below a heading.
///
/// # Errors
///
/// If there isn't exactly one such part. The message names those that there are.
pub fn find(file: &str, text: &str, name: &str) -> Result<RangeInclusive<usize>, String> {
    let lines: Vec<&str> = text.lines().collect();
    let ending = file.rsplit_once('.').map(|(_, ending)| ending);
    let parts = match ending {
        Some("rs") => items(&lines),
        Some("diff") => sections(&lines, "--- "),
        _ => sections(&lines, "## "),
    };
    let is_it = |part: &&Part| match part.name.strip_prefix(name) {
        _ if ending == Some("diff") => part.name.ends_with(&format!("/{name}")),
        Some(rest) => !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'),
        None => false,
    };
    let found: Vec<&Part> = parts.iter().filter(is_it).collect();
    if let [part] = found[..] {
        return Ok(part.start..=part.end);
    }
    let names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
    let count = if found.is_empty() { "nothing" } else { "more than one part" };
    Err(format!("`{name}` names {count} of {file}, which has:\n  {}", names.join("\n  ")))
}

/// A named part of a file: its first and its last line.
struct Part {
    name: String,
    start: usize,
    end: usize,
}

impl Part {
    /// A part up to the line before `next`, without the blank lines there.
    fn new(name: String, start: usize, next: usize, lines: &[&str]) -> Self {
        let mut end = next - 1;
        while end > start && lines[end - 1].trim().is_empty() {
            end -= 1;
        }
        Self { name, start, end }
    }
}

/// The items of a formatted source. An item begins in the first column, with its comments and
/// attributes. What follows in that column closes a bracket, or is a `where`.
fn items(lines: &[&str]) -> Vec<Part> {
    // The line where each item begins, and its first line of code, or the comment at the top.
    let mut starts: Vec<(usize, &str)> = Vec::new();
    let mut leads = false;
    for (number, line) in (1..).zip(lines) {
        let continues = line.is_empty()
            || line.starts_with([' ', '}', ')', ']', '{'])
            || line.starts_with("where")
            || (line.starts_with("//!") && number > 1);
        if continues {
            continue;
        }
        if !leads {
            starts.push((number, line));
        }
        leads = line.starts_with("#[") || (line.starts_with("//") && !line.starts_with("//!"));
        if !leads {
            starts.last_mut().expect("it has begun").1 = line;
        }
    }
    // The head: all until the first item that isn't an import, or one with a comment.
    let is_head = |(number, line): &(usize, &str)| {
        let is_import = line.starts_with("use ") || line.starts_with("pub use ");
        line.starts_with("//!") || (is_import && lines[number - 1] == *line)
    };
    let heads = starts.iter().take_while(|start| is_head(start)).count();
    let next = |index: usize| starts.get(index).map_or(lines.len() + 1, |(start, _)| *start);
    let head = Part::new("head".to_owned(), 1, next(heads), lines);
    let parts = starts.iter().enumerate().filter(|(_, (_, line))| !line.starts_with("//!"));
    let parts = parts
        .map(|(index, (start, line))| Part::new(signature(line), *start, next(index + 1), lines));
    [head].into_iter().chain(parts).collect()
}

/// The first line of an item without `pub`, `async` and what stands in angle brackets.
fn signature(line: &str) -> String {
    let mut line = line;
    for word in ["pub ", "pub(crate) ", "async "] {
        line = line.strip_prefix(word).unwrap_or(line);
    }
    let mut depth = 0;
    let mut last = ' ';
    let kept = line.chars().filter(|c| {
        depth += i32::from(*c == '<');
        let is_outside = depth == 0;
        depth -= i32::from(*c == '>' && last != '-');
        last = *c;
        is_outside
    });
    kept.collect()
}

/// The parts of a text that begin with `sign` and a name. A heading isn't in its part.
fn sections(lines: &[&str], sign: &str) -> Vec<Part> {
    let numbered = (1..).zip(lines);
    let starts: Vec<(usize, &str)> =
        numbered.filter_map(|(number, line)| Some((number, line.strip_prefix(sign)?))).collect();
    let nexts = starts.iter().skip(1).map(|(number, _)| *number).chain([lines.len() + 1]);
    let parts = starts.iter().zip(nexts).map(|((start, name), next)| {
        // Below a heading there is a blank line.
        let start = if sign == "## " { start + 2 } else { *start };
        Part::new((*name).to_owned(), start, next, lines)
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::find;

    const SOURCE: &str = "\
//! What it is.

use std::io;
/// With a comment, it isn't in the head.
pub use std::time::Duration;

/// A type.
#[derive(Debug)]
pub struct Timer<T>(T);

impl<T: Fn() -> u8> Drop for Timer<T>
where
    T: Copy,
{
    fn drop(&mut self) {}

    // The end.
}

pub async fn sleep() {}
fn sleep_until() {}
";

    #[test]
    fn an_item_is_found_with_its_comments_whatever_surrounds_it() {
        let find = |name| find("a.rs", SOURCE, name);
        assert_eq!(find("head"), Ok(1..=3));
        assert_eq!(find("use std::time"), Ok(4..=5));
        assert_eq!(find("struct Timer"), Ok(7..=9));
        assert_eq!(find("impl Drop for Timer"), Ok(11..=18));
        assert_eq!(find("fn sleep"), Ok(20..=20));
        assert_eq!(find("fn sleep_until"), Ok(21..=21));
    }

    #[test]
    fn a_name_that_is_gone_is_refused_with_those_that_are_there() {
        let error = find("a.rs", SOURCE, "fn nap").expect_err("there is no such function");
        assert!(
            error.starts_with("`fn nap` names nothing of a.rs, which has:\n  head\n"),
            "{error}"
        );
        assert!(error.contains("\n  fn sleep_until"), "{error}");
        assert!(find("a.rs", SOURCE, "use").is_err(), "two items begin so");
    }

    #[test]
    fn a_file_of_a_diff_and_a_section_of_a_page_are_found() {
        let diff = "--- a/src/lib.rs\n+++ b\n@@\n+x\n--- a/src/main.rs\n+++ b\n@@\n-y\n";
        assert_eq!(find("a.diff", diff, "lib.rs"), Ok(1..=4));
        assert_eq!(find("a.diff", diff, "main.rs"), Ok(5..=8));
        let page = "# Page\n\n## One\n\ntext\n\n## Two\n\nmore\n";
        assert_eq!(find("a.md", page, "One"), Ok(5..=5));
    }
}
