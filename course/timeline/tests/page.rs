//! The page in the repository, as far as that can be checked without a browser.

use std::process::Command;

use repository::{assert_file, root};
use timeline::page::{Run, page, records};

fn made() -> String {
    let runs = records().into_iter().map(|record| Run::read(&record).expect("it is a record"));
    page(&runs.collect::<Vec<_>>())
}

#[test]
fn the_page_in_the_repository_is_what_the_command_makes() {
    assert_file("course/timeline/page/index.html", &made());
}

#[test]
fn the_page_needs_no_other_file_and_no_network() {
    let page = made();
    for other in
        ["src=", "@import", "url(", "http:", "https:", "<link rel=\"stylesheet\"", "import("]
    {
        assert!(!page.contains(other), "the page refers to another file: {other}");
    }
}

#[test]
fn the_page_is_smaller_than_300_kb() {
    let size = made().len();
    assert!(size < 300_000, "the page has {size} bytes");
}

#[test]
#[ignore = "needs Node.js and a browser; course/timeline/page/test runs it"]
fn in_a_browser_the_page_shows_each_step() {
    let test = root().join("course/timeline/page/test");
    assert!(Command::new(test).status().expect("the script is there").success());
}
