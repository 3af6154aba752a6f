//! Where links lead: in the files of the repository, in the book and in the API docs.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use html5gum::{Token, Tokenizer};
use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser, Tag};

use crate::resolve;

/// The destinations of the links and pictures in a Markdown text.
pub fn in_markdown(text: &str) -> Vec<String> {
    let links = Parser::new_ext(text, Options::all()).filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url),
        _ => None,
    });
    links.map(CowStr::into_string).collect()
}

/// The links in a Markdown text that name a definition which is not there. Brackets that aren't
/// links, as in `[1, 2]`, must be code or be escaped.
pub fn undefined(text: &str) -> Vec<String> {
    let undefined = RefCell::new(Vec::new());
    let note = |link: BrokenLink<'_>| {
        undefined.borrow_mut().push(link.reference.to_string());
        None
    };
    Parser::new_with_broken_link_callback(text, Options::all(), Some(note)).for_each(drop);
    undefined.into_inner()
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

/// The dead links of `pages`, all of them below `folder`. `redirects` are places that the browser
/// is sent on from.
///
/// # Panics
///
/// If a page can't be read.
pub fn dead(
    folder: &Path,
    pages: Vec<PathBuf>,
    redirects: &BTreeMap<String, String>,
) -> Vec<String> {
    let mut read = BTreeMap::new();
    let mut dead = Vec::new();
    for file in pages {
        let shown = file.strip_prefix(folder).expect("it is below").to_str().expect("a plain name");
        let links = page(&mut read, &file).links.clone();
        for link in links.iter().filter(|link| !is_outside(link)) {
            let path = link.split(['#', '?']).next().unwrap_or_default();
            let id = link.split_once('#').map(|(_, id)| format!("#{id}")).unwrap_or_default();
            let target =
                if path.is_empty() { shown.to_owned() } else { resolve(shown, path) } + &id;
            let target = redirects.get(&target).unwrap_or(&target);
            if let Some(fault) = fault(&mut read, folder, target) {
                dead.push(format!("{shown}: {link}: {fault}"));
            }
        }
    }
    dead
}

/// Says why there is nothing at `target`, if so.
fn fault(read: &mut BTreeMap<PathBuf, Page>, folder: &Path, target: &str) -> Option<&'static str> {
    let (path, id) = target.split_once('#').unwrap_or((target, ""));
    let mut file = folder.join(path);
    if file.is_dir() {
        file = file.join("index.html");
    }
    if !file.is_file() {
        return Some("no such file");
    }
    let is_page = file.extension().is_some_and(|extension| extension == "html");
    let found = id.is_empty() || !is_page || page(read, &file).ids.contains(id);
    (!found).then_some("no such place in the page")
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
