//! How jacobio's files import each other: the surface (`runtime`, `task`, `time`) stands on the
//! engine, and inside the engine imports go one way.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The code of each file of the engine, by the name of its module. Comments are left out.
fn engine() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../stage4-await/jacobio/src/engine");
    let files = fs::read_dir(folder).expect("the folder is there");
    let files = files.map(|file| {
        let path = file.expect("it can be listed").path();
        let text = fs::read_to_string(&path).expect("it is text");
        let code: Vec<_> = text.lines().filter(|line| !line.trim().starts_with("//")).collect();
        let module = path.file_stem().expect("it has a name").to_string_lossy().into_owned();
        (module, code.join("\n"))
    });
    files.collect()
}

/// The name that follows each `prefix` in the code, or the first names of a list in braces.
fn names_after<'a>(prefix: &'a str, code: &'a str) -> BTreeSet<&'a str> {
    let mut names = BTreeSet::new();
    for rest in code.split(prefix).skip(1) {
        let path = &rest[..rest.find(';').unwrap_or(rest.len())];
        let items = match path.strip_prefix('{') {
            Some(list) => list.split(", ").collect(),
            None => vec![path],
        };
        let words = items.iter().map(|item| item.split(|c: char| !c.is_alphanumeric() && c != '_'));
        names.extend(words.filter_map(|mut words| words.next()));
    }
    names
}

#[test]
fn the_engine_imports_nothing_of_the_surface() {
    for (file, code) in engine() {
        // Each import starts at the root, and a list has no lists in it: so it can be read here.
        let roots = names_after("crate::", &code);
        assert!(roots.iter().all(|root| *root == "engine"), "{file}.rs imports {roots:?}");
        assert!(
            !names_after("crate::engine::", &code).contains(""),
            "{file}.rs has a list of files"
        );
        assert!(!code.contains("super::"), "{file}.rs imports from `super`");
    }
}

#[test]
fn imports_inside_the_engine_form_no_circle() {
    let files = engine();
    let mut left: BTreeMap<&str, BTreeSet<&str>> = files
        .iter()
        .map(|(file, code)| (file.as_str(), names_after("crate::engine::", code)))
        .collect();
    // Again and again, takes away the files that import none of those that are left.
    loop {
        let names: BTreeSet<_> = left.keys().copied().collect();
        let before = left.len();
        left.retain(|_, imports| !imports.is_disjoint(&names));
        if left.len() == before {
            break;
        }
    }
    assert!(left.is_empty(), "these files import each other, or one that does: {left:#?}");
}

/// The drawing at the top of `engine.rs`: a file imports only from lines below its own.
#[test]
fn the_drawing_of_the_engine_has_all_files_and_holds() {
    let path = "../stage4-await/jacobio/src/engine.rs";
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path));
    let text = text.expect("it is there");
    let drawing = text.split("```").nth(1).expect("there is a drawing");
    let mut floor = BTreeMap::new();
    for (number, line) in drawing.lines().enumerate() {
        let names =
            line.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|name| !name.is_empty());
        floor.extend(names.map(|name| (name, number)));
    }
    for (file, code) in engine() {
        let own =
            floor.get(file.as_str()).unwrap_or_else(|| panic!("{file} is not in the drawing"));
        for import in names_after("crate::engine::", &code) {
            assert!(floor[import] > *own, "{file}.rs imports {import}.rs, which is not below it");
        }
    }
}

/// `HOW_IT_WORKS.md` names a file and a function at each step.
#[test]
fn each_step_of_how_jacobio_works_names_a_function_that_is_in_its_file() {
    let jacobio = Path::new(env!("CARGO_MANIFEST_DIR")).join("../stage4-await/jacobio");
    let page = fs::read_to_string(jacobio.join("HOW_IT_WORKS.md")).expect("it is there");
    let mut steps = 0;
    for row in page.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<_> = row.split('|').map(|cell| cell.trim().trim_matches('`')).collect();
        let (file, function) = (cells[1], cells[2]);
        let path = jacobio.join("src").join(file);
        let code = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{file}: {e}"));
        let mut names = code.split("fn ").skip(1).filter_map(|rest| rest.split(['(', '<']).next());
        assert!(names.any(|name| name == function), "{file} has no function `{function}`");
        steps += 1;
    }
    assert!(steps >= 30, "only {steps} steps were found");
}
