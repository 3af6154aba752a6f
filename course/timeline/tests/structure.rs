//! The drawings of files, at the top of `lib.rs` and `lanes.rs`, and of the recorder's `lib.rs` and
//! `journal.rs`: a file imports only from lines below its own. So imports form no
//! cycle.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// The code of each file in `folder`, by the name of its module. The files of a module's own folder
/// belong to it. Comments are left out.
fn modules(folder: &Path) -> BTreeMap<String, String> {
    let mut modules = BTreeMap::<String, String>::new();
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        let module = path.file_stem().expect("it has a name").to_string_lossy().into_owned();
        let text = if path.is_dir() {
            self::modules(&path).into_values().collect()
        } else {
            fs::read_to_string(&path).expect("it is text")
        };
        let code = text.lines().filter(|line| !line.trim().starts_with("//"));
        modules.entry(module).or_default().extend(code.flat_map(|line| [line, "\n"]));
    }
    modules
}

/// The modules that `code` imports by a path that starts with `prefix`.
fn imports<'a>(prefix: &str, code: &'a str) -> BTreeSet<&'a str> {
    let mut names = BTreeSet::new();
    for import in code.split(&format!("use {prefix}::")).skip(1) {
        let path = import.split(';').next().unwrap_or_default();
        let items = match path.strip_prefix('{') {
            // No list of files has a list in it.
            Some(list) => list.split(',').map(str::trim).collect(),
            None => vec![path],
        };
        let is_end = |c: char| !c.is_alphanumeric() && c != '_';
        names.extend(items.into_iter().filter_map(|item| item.split(is_end).next()));
    }
    names
}

/// Checks the drawing in `file` of the modules in `folder`, which import each other by `prefix`.
fn check(file: &str, folder: &str, prefix: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut modules = modules(&root.join(folder));
    modules.retain(|name, _| name != "lib" && name != "main");
    let text = fs::read_to_string(root.join(file)).expect("it is there");
    let drawing = text.split("```").nth(1).expect("there is a drawing");
    let mut place = BTreeMap::new();
    for (number, line) in drawing.lines().enumerate().skip(1) {
        // The names come before what the line says of them.
        let words = line.trim_start_matches("//!").split_whitespace();
        place.extend(
            words.take_while(|word| modules.contains_key(*word)).map(|word| (word, number)),
        );
    }
    for (module, code) in &modules {
        let own = place.get(module.as_str());
        let own = own.unwrap_or_else(|| panic!("{module} is missing in the drawing of {file}"));
        for other in imports(prefix, code).into_iter().filter(|other| other != module) {
            let below = place.get(other).is_none_or(|place| place > own);
            assert!(below, "{file}: {module} imports {other}, which is not below it");
        }
    }
}

#[test]
fn the_files_of_the_views_import_from_below() {
    check("src/lib.rs", "src", "crate");
    check("src/lanes.rs", "src/lanes", "super");
}

#[test]
fn the_files_of_the_recorder_import_from_below() {
    check("recorder/src/lib.rs", "recorder/src", "crate");
    check("recorder/src/journal.rs", "recorder/src/journal", "super");
}
