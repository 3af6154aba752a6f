//! Where links lead: in the files of the repository, in the book and in the API docs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use html5gum::{Token, Tokenizer};
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag};

/// The destinations of the links and pictures in a Markdown text.
pub fn in_markdown(text: &str) -> Vec<String> {
    let links = Parser::new_ext(text, Options::all()).filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url),
        _ => None,
    });
    links.map(CowStr::into_string).collect()
}

/// Says whether a link leads out of the repository, the book or the docs.
pub fn is_outside(link: &str) -> bool {
    link.contains("://") || link.starts_with("mailto:") || link.starts_with("data:")
}

/// What can be linked to in a page, and where it links to.
#[derive(Default)]
pub struct Page {
    /// The ids of its elements.
    pub ids: BTreeSet<String>,
    /// Each `href` and `src`.
    pub links: BTreeSet<String>,
}

impl Page {
    /// Reads the ids and links of an HTML text.
    pub fn parse(html: &str) -> Self {
        let mut page = Self::default();
        for token in Tokenizer::new(html).flatten() {
            let Token::StartTag(tag) = token else { continue };
            for (name, value) in tag.attributes {
                let value = String::from_utf8_lossy(&value).into_owned();
                match &**name {
                    b"id" | b"name" => {
                        page.ids.insert(value);
                    }
                    b"href" | b"src" => {
                        page.links.insert(value);
                    }
                    _ => {}
                }
            }
        }
        page
    }
}

/// The dead links of the pages that `start` names and that can be reached from them inside
/// `folder`, if `follow` says so.
///
/// # Panics
///
/// If a page can't be read.
pub fn dead(folder: &Path, start: Vec<PathBuf>) -> Vec<String> {
    let mut pages = BTreeMap::new();
    let mut dead = Vec::new();
    for file in start {
        let links = page(&mut pages, &file).links.clone();
        for link in links.iter().filter(|link| !is_outside(link)) {
            let (path, id) = link.split_once('#').unwrap_or((link, ""));
            let path = path.split('?').next().unwrap_or_default();
            let mut target = match path {
                "" => file.clone(),
                path => file.parent().expect("a file is in a folder").join(path),
            };
            if target.is_dir() {
                target = target.join("index.html");
            }
            let shown = file.strip_prefix(folder).unwrap_or(&file).display();
            if !target.is_file() {
                dead.push(format!("{shown}: {link}: no such file"));
            } else if !id.is_empty()
                && target.extension().is_some_and(|extension| extension == "html")
                && !page(&mut pages, &target).ids.contains(id)
            {
                dead.push(format!("{shown}: {link}: no such place in the page"));
            }
        }
    }
    dead
}

fn page<'a>(pages: &'a mut BTreeMap<PathBuf, Page>, file: &Path) -> &'a Page {
    pages.entry(file.to_owned()).or_insert_with(|| {
        let html = fs::read_to_string(file);
        Page::parse(&html.unwrap_or_else(|error| panic!("{}: {error}", file.display())))
    })
}

/// The id that a heading gets on a repository page and in mdBook.
pub fn heading_id(heading: &str) -> String {
    let kept = heading.trim().to_lowercase();
    let kept = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// The ids of the headings of a Markdown text.
pub fn headings(text: &str) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(text, Options::all()) {
        match (event, &mut heading) {
            (Event::Start(Tag::Heading { .. }), _) => heading = Some(String::new()),
            (Event::Text(text) | Event::Code(text), Some(heading)) => heading.push_str(&text),
            (Event::End(pulldown_cmark::TagEnd::Heading(_)), Some(text)) => {
                ids.insert(heading_id(text));
                heading = None;
            }
            _ => {}
        }
    }
    ids
}
