//! The `{{#include file:from:to}}` lines of the chapters.

use std::fmt;
use std::ops::RangeInclusive;

use crate::{files, read, resolve};

/// The folder of the chapters.
pub const CHAPTERS: &str = "course/book/chapters";

/// A file, or a range of its lines, that a chapter includes.
#[derive(Clone, Debug)]
pub struct Include {
    /// The chapter's file.
    pub chapter: String,
    /// The line of the chapter, from 1.
    pub line: usize,
    /// The included file, as a path from the root.
    pub file: String,
    /// The included lines, from 1. `None` if the chapter asks for something else than lines.
    pub lines: Option<RangeInclusive<usize>>,
    /// The text between `{{#include ` and `}}`.
    pub written: String,
}

impl Include {
    /// Reads what stands between `{{#include ` and `}}`.
    fn parse(chapter: &str, line: usize, written: &str) -> Self {
        let mut parts = written.trim().split(':');
        let file = resolve(chapter, parts.next().unwrap_or_default());
        let number = |text: &str, otherwise| match text {
            "" => Some(otherwise),
            text => text.parse::<usize>().ok(),
        };
        let lines = match (parts.next(), parts.next()) {
            (None, _) => Some(1..=usize::MAX),
            (Some(line), None) => line.parse().ok().map(|line| line..=line),
            (Some(from), Some(to)) => {
                number(from, 1).zip(number(to, usize::MAX)).map(|(from, to)| from..=to)
            }
        };
        let (chapter, written) = (chapter.to_owned(), written.to_owned());
        Self { chapter, line, file, lines, written }
    }

    /// The included text, line by line.
    ///
    /// # Errors
    ///
    /// If the file or the lines are not there.
    pub fn text(&self) -> Result<Vec<String>, String> {
        let Some(range) = &self.lines else {
            return Err(format!("{self}: name lines, not anchors"));
        };
        if !crate::root().join(&self.file).is_file() {
            return Err(format!("{self}: there is no such file"));
        }
        let text = read(&self.file);
        let count = text.lines().count();
        let end = if *range.end() == usize::MAX { count } else { *range.end() };
        if *range.start() == 0 || *range.start() > end || end > count {
            return Err(format!("{self}: the file has {count} lines"));
        }
        let lines = text.lines().skip(range.start() - 1).take(end + 1 - range.start());
        Ok(lines.map(str::to_owned).collect())
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
        written.map(move |(written, _)| Include::parse(chapter, line, written))
    });
    includes.collect()
}

/// The text of a chapter with what it includes.
pub fn expanded(chapter: &str) -> String {
    let mut text = read(chapter);
    for include in in_chapter(chapter, &text) {
        let included = include.text().unwrap_or_default().join("\n");
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
