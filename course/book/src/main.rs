//! Builds the book and checks where its links lead.

use std::collections::BTreeMap;
use std::env;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::{fs, io};

use book::links::{self, Page};
use book::{include, questions, resolve, root};
use serde_json::Value;

fn main() -> ExitCode {
    let faults = match env::args().nth(1).as_deref() {
        None => build(),
        Some("docs") => docs(),
        // What mdBook asks this preprocessor for: whether it knows a renderer, and the chapters.
        Some("items") if env::args().nth(2).is_some() => Vec::new(),
        Some("items") => include_items(),
        Some(_) => vec!["usage: cargo run -p book [-- docs]".to_owned()],
    };
    for fault in &faults {
        eprintln!("{fault}");
    }
    ExitCode::from(u8::from(!faults.is_empty()))
}

/// Builds the book. Returns what mdBook warns of, and the links that lead nowhere.
fn build() -> Vec<String> {
    let quizzes = root().join("course/book/quizzes");
    fs::create_dir_all(&quizzes).expect("it is ours");
    for (_, quiz) in questions::quizzes() {
        let file = quizzes.join(&quiz).with_extension("toml");
        fs::write(file, questions::quiz(&quiz)).expect("it is ours");
    }
    let mut mdbook = Command::new("mdbook");
    mdbook.args(["build", "course/book"]).current_dir(root());
    // For the quizzes: see the comment in this `rustc`.
    let mut path = root().join("course/book/quiz-compiler").into_os_string();
    path.push(":");
    path.push(env::var_os("PATH").unwrap_or_default());
    let this = env::current_exe().expect("it runs");
    mdbook.env("PATH", path).env("COURSE_CRATES", this.parent().expect("it is in a folder"));
    let built = match mdbook.output() {
        Ok(built) => built,
        Err(error) => return vec![format!("mdbook: {error}; course/book/build installs it")],
    };
    let log = String::from_utf8_lossy(&built.stderr) + String::from_utf8_lossy(&built.stdout);
    let bad = |line: &&str| line.contains("WARN") || line.contains("ERROR");
    let mut faults: Vec<String> = log.lines().filter(bad).map(str::to_owned).collect();
    if !built.status.success() {
        faults.push(log.into_owned());
    }
    let folder = root().join("target/book");
    if faults.is_empty() {
        copy_linked_files(&folder);
        faults.extend(links::dead(&folder, pages_in(&folder), &redirects()));
        println!("target/book/index.html");
    }
    faults
}

/// Includes the parts of files in the chapters that mdBook hands over, and hands them back.
fn include_items() -> Vec<String> {
    let input = serde_json::from_reader(io::stdin());
    let (_, mut book): (Value, Value) = input.expect("mdBook hands over its settings and the book");
    include_items_in(&mut book);
    println!("{book}");
    let faults = include::all().into_iter().filter_map(|include| include.lines().err());
    faults.collect()
}

fn include_items_in(value: &mut Value) {
    if let Some(path) = value["source_path"].as_str() {
        let chapter = format!("{}/{path}", include::CHAPTERS);
        let text = value["content"].as_str().expect("a chapter has a text");
        value["content"] = include::with_parts(&chapter, text).into();
    }
    match value {
        Value::Array(values) => values.iter_mut().for_each(include_items_in),
        Value::Object(values) => values.values_mut().for_each(include_items_in),
        _ => {}
    }
}

/// Puts the files of the repository that a page links to where the link leads. The folders of the
/// book are named as those of the repository, so that is the same place.
fn copy_linked_files(folder: &Path) {
    for page in pages_in(folder) {
        let html = fs::read_to_string(&page).expect("mdBook has written it");
        let page = page.strip_prefix(folder).expect("it is in the book");
        let page = page.to_str().expect("a plain name");
        for link in Page::parse(&html).links.iter().filter(|link| !links::is_outside(link)) {
            let link = link.split('#').next().unwrap_or_default();
            if !link.is_empty() {
                copy(&resolve(page, link), folder);
            }
        }
    }
}

/// Copies a file. Of a folder, copies the files in it and lists them.
fn copy(file: &str, folder: &Path) {
    let (from, to) = (root().join(file), folder.join(file));
    if from.is_file() && !to.exists() {
        fs::create_dir_all(to.parent().expect("it is in a folder")).expect("it is ours");
        fs::copy(from, to).expect("both are there");
    } else if from.is_dir() && !to.join("index.html").exists() {
        let mut list = String::new();
        for inner in book::files(file, "") {
            copy(&inner, folder);
            let name = &inner[file.len() + 1..];
            list += &["<li><a href=\"", name, "\">", name, "</a></li>\n"].concat();
        }
        let page = format!("<!doctype html>\n<title>{file}</title>\n<ul>\n{list}</ul>\n");
        fs::create_dir_all(&to).expect("it is ours");
        fs::write(to.join("index.html"), page).expect("it is ours");
    }
}

/// The crates whose first page is a README, and the folder of each.
const DOCUMENTED: [(&str, &str); 6] = [
    ("stage1_generators", "stage1-generators"),
    ("stage2_event_loop", "stage2-event-loop"),
    ("stage3_sleep", "stage3-sleep"),
    ("stage4_await", "stage4-await"),
    ("jacobio", "stage4-await/jacobio"),
    ("stage5_tokio", "stage5-tokio"),
];

/// Makes the links of the READMEs work in the API docs, which `cargo doc` has built: a README is
/// the first page of its crate there, and any other file is put beside the docs. Leaves out the
/// crates that have no docs yet. Returns the links that lead nowhere after that.
fn docs() -> Vec<String> {
    let folder = root().join("target/doc");
    let first_page = |name| folder.join(name).join("index.html");
    let mut pages = Vec::new();
    for (name, readme_folder) in DOCUMENTED {
        let page = first_page(name);
        let Ok(mut html) = fs::read_to_string(&page) else { continue };
        for link in Page::parse(&html).links {
            let (path, id) = link.split_once('#').unwrap_or((&link, ""));
            let file = resolve(&format!("{readme_folder}/README.md"), path);
            let is_there = folder.join(name).join(path).exists();
            if links::is_outside(&link) || is_there || !root().join(&file).exists() {
                continue;
            }
            let documented = DOCUMENTED.iter().find(|(name, folder)| {
                file == format!("{folder}/README.md") && first_page(name).exists()
            });
            let target = match documented {
                Some((name, _)) => format!("../{name}/index.html#{id}"),
                None => format!("../repository/{file}"),
            };
            copy(&file, &folder.join("repository"));
            html = html.replace(&format!("href=\"{link}\""), &format!("href=\"{target}\""));
        }
        fs::write(&page, html).expect("it is ours");
        pages.push(page);
    }
    if pages.is_empty() {
        return vec!["run `cargo doc` first".to_owned()];
    }
    let mut faults = links::dead(&folder, pages, &BTreeMap::new());
    // What rustdoc's own scripts fill in: line numbers of the source, names of files.
    faults.retain(|fault| !fault.contains(".rs.html#") && !fault.contains("${"));
    faults
}

/// The places that mdBook sends on to other places: both as paths in the book.
fn redirects() -> BTreeMap<String, String> {
    let config: toml::Table = book::read("course/book/book.toml").parse().expect("it is TOML");
    let redirects = config["output"]["html"]["redirect"].as_table().expect("it is a table");
    let redirects = redirects.iter().map(|(from, to)| {
        let from = from.trim_start_matches('/');
        (from.to_owned(), resolve(from, to.as_str().expect("it is a link")))
    });
    redirects.collect()
}

/// The pages of the book. `print.html` repeats them all, and so the ids of all.
fn pages_in(folder: &Path) -> Vec<std::path::PathBuf> {
    let pages = include::chapters().into_iter().map(|chapter| {
        let page = chapter.strip_prefix(include::CHAPTERS).expect("it is a chapter");
        folder.join(page.trim_start_matches('/')).with_extension("html")
    });
    pages.chain(["index.html", "toc.html"].map(|page| folder.join(page))).collect()
}
