//! What the chapters include is there, every line of the stages stands in them once, and what they
//! link to exists.

use book::include::{all, chapters, expanded, forgotten_chapters};
use book::{files, links, listing, read, resolve, root};

/// Fails with all `faults`, one a line.
#[track_caller]
fn assert_none(faults: &[String], what_to_do: &str) {
    assert!(faults.is_empty(), "\n{}\n{what_to_do}\n", faults.join("\n"));
}

#[test]
fn every_chapter_is_in_the_table_of_contents() {
    assert_none(&forgotten_chapters(), "Name them in SUMMARY.md");
}

#[test]
fn every_include_finds_what_it_names() {
    let faults: Vec<String> = all().iter().filter_map(|include| include.lines().err()).collect();
    assert_none(&faults, "Name it as it is called now");
}

#[test]
fn every_line_of_the_stages_stands_in_the_chapters_once() {
    assert_none(&listing::faults(listing::SOURCES, &all()), "Include each once");
}

#[test]
fn every_link_of_a_chapter_is_defined_there() {
    let faults = chapters().into_iter().flat_map(|chapter| {
        let links = links::undefined(&expanded(&chapter));
        links.into_iter().map(move |link| format!("{chapter}: [{link}]"))
    });
    assert_none(&faults.collect::<Vec<_>>(), "Include the definition, too");
}

#[test]
fn links_on_a_repository_page_lead_somewhere() {
    let mut pages: Vec<String> =
        ["course", "tests"].into_iter().flat_map(|f| files(f, ".md")).collect();
    pages.push("README.md".to_owned());
    for stage in ["1-generators", "2-event-loop", "3-sleep", "4-await", "5-tokio"] {
        pages.extend(files(&format!("stage{stage}"), ".md"));
    }
    let chapters = chapters();
    // A chapter is a page of the book only: the next test and `cargo run -p book` look at those.
    pages.retain(|page| !chapters.contains(page) && !page.ends_with("SUMMARY.md"));
    let mut faults = Vec::new();
    for page in pages {
        for link in links::in_markdown(&read(&page)) {
            let (file, id) = link.split_once('#').unwrap_or((&link, ""));
            let target = if file.is_empty() { page.clone() } else { resolve(&page, file) };
            if links::is_outside(&link) {
            } else if !root().join(&target).exists() {
                faults.push(format!("{page}: {link}: no such file"));
            } else if !id.is_empty() && !links::headings(&read(&target)).contains(id) {
                faults.push(format!("{page}: {link}: no such heading"));
            }
        }
    }
    assert_none(&faults, "Fix the links");
}
