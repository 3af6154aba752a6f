//! The `{{#include file}}` and `{{#include file:item}}` lines of the chapters.

use std::fmt;
use std::ops::RangeInclusive;

use crate::{files, item, read, resolve, root};

/// The folder of the chapters.
pub const CHAPTERS: &str = "course/book/chapters";

/// A file, or a named part of it, that a chapter includes.
#[derive(Clone, Debug)]
pub struct Include {
    /// The chapter's file.
    pub chapter: String,
    /// The line of the chapter, from 1.
    pub line: usize,
    /// The included file, as a path from the root.
    pub file: String,
    /// The name of the included part, as `item::find` knows it. `None` for the whole file.
    pub part: Option<String>,
    /// The text between `{{#include ` and `}}`.
    written: String,
}

impl Include {
    /// The included lines, from 1.
    ///
    /// # Errors
    ///
    /// If the file has no such part.
    pub fn lines(&self) -> Result<RangeInclusive<usize>, String> {
        if !root().join(&self.file).is_file() {
            return Err(format!("{self}: no such file"));
        }
        let text = read(&self.file);
        let part = self.part.as_deref();
        part.map_or(Ok(1..=text.lines().count()), |part| item::find(&self.file, &text, part))
            .map_err(|error| format!("{self}: {error}"))
    }

    /// The included text.
    ///
    /// # Errors
    ///
    /// If the file has no such part.
    pub fn text(&self) -> Result<String, String> {
        let range = self.lines()?;
        let text = read(&self.file);
        let lines = text.lines().skip(range.start() - 1).take(range.count());
        Ok(lines.collect::<Vec<_>>().join("\n"))
    }
}

impl fmt::Display for Include {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {{{{#include {}}}}}", self.chapter, self.line, self.written)
    }
}

/// Every chapter, in the order of the table of contents.
pub fn chapters() -> Vec<String> {
    let summary = format!("{CHAPTERS}/SUMMARY.md");
    let links = crate::links::in_markdown(&read(&summary));
    links.into_iter().map(|link| resolve(&summary, &link)).collect()
}

/// Everything that the chapters include, in the order in which it is read.
pub fn all() -> Vec<Include> {
    let chapters = chapters();
    let includes = chapters.iter().flat_map(|chapter| in_chapter(chapter, &read(chapter)));
    includes.collect()
}

fn in_chapter(chapter: &str, text: &str) -> Vec<Include> {
    let lines = text.lines().zip(1..);
    let includes = lines.flat_map(|(text, line)| {
        let written = text.split("{{#include ").skip(1).filter_map(|rest| rest.split_once("}}"));
        written.map(move |(written, _)| {
            let (file, part) = written
                .split_once(':')
                .map_or((written, None), |(file, part)| (file, Some(part.to_owned())));
            let (chapter, file) = (chapter.to_owned(), resolve(chapter, file));
            Include { chapter, line, file, part, written: written.to_owned() }
        })
    });
    includes.collect()
}

/// The text of a chapter with all that it includes.
pub fn expanded(chapter: &str) -> String {
    with_included(chapter, &read(chapter), |_| true)
}

/// The text of a chapter with the parts of files that it includes. mdBook includes whole files.
pub fn with_parts(chapter: &str, text: &str) -> String {
    with_included(chapter, text, |include| include.part.is_some())
}

fn with_included(chapter: &str, text: &str, is_wanted: fn(&Include) -> bool) -> String {
    let mut text = text.to_owned();
    for include in in_chapter(chapter, &text).into_iter().filter(is_wanted) {
        let included = include.text().unwrap_or_default();
        text = text.replace(&format!("{{{{#include {}}}}}", include.written), &included);
    }
    text
}

/// Chapters that the table of contents forgets.
pub fn forgotten_chapters() -> Vec<String> {
    let known = chapters();
    let mut found = files(CHAPTERS, ".md");
    found.retain(|file| !known.contains(file) && !file.ends_with("SUMMARY.md"));
    found
}
