//! The words of texts, comments and messages; how wide comments are; and that the paths exist which
//! CONTRIBUTING.md and ARCHITECTURE.md name.

use std::process::Command;

use repository::{read, root};

/// What we don't write, and what instead. One word matches with any end: `mend` finds `mended`.
const WORDS: [(&str, &str); 20] = [
    ("mend", "fix"),
    ("for ever", "forever"),
    ("goes round", "loops, or spins if it burns the CPU"),
    ("go round", "loop, or spin"),
    ("whoever", "say who: the caller, the task that polls it"),
    ("is no", "isn't a"),
    ("are no", "aren't"),
    ("of no time", "zero-length"),
    ("licence", "license"),
    ("belongs into", "belongs in"),
    ("belong into", "belong in"),
    ("at the most", "at most"),
    ("at the least", "at least"),
    ("see to it", "make sure"),
    ("puts an end to", "stops"),
    ("colour", "color"),
    ("behaviour", "behavior"),
    ("neighbour", "neighbor"),
    ("the way back", "say what returns"),
    ("some minutes", "a few minutes"),
];

/// The files that still have to be brought in line. None may be added.
const NOT_YET: &str = "xtask/tests/not_yet.txt";

fn ending(file: &str) -> &str {
    file.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// The files that people write.
fn files() -> Vec<String> {
    let git = Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output();
    let names = String::from_utf8(git.expect("git is installed").stdout).expect("plain names");
    let is_text =
        |file: &&str| ["css", "js", "md", "mjs", "py", "rs", "toml"].contains(&ending(file));
    let is_written = |file: &&str| {
        let generated = ["course/book/PREDICT.md", "xtask/tests/text.rs"];
        let folders =
            ["course/exercises/exercises/", "course/exercises/solutions/", "tests/bench/results/"];
        !generated.contains(file) && !folders.iter().any(|folder| file.starts_with(folder))
    };
    names.split_terminator('\0').filter(is_text).filter(is_written).map(str::to_owned).collect()
}

/// Fails with the faults of all files, but for those that may still have some.
#[track_caller]
fn assert_none(kind: &str, fault: impl Fn(&str, &str) -> Option<String>) {
    let not_yet = read(NOT_YET);
    let mut faults = Vec::new();
    for file in files().iter().filter(|file| root().join(file).exists()) {
        if not_yet.lines().any(|line| line == format!("{kind} {file}")) {
            continue;
        }
        let text = read(file);
        let lines = (1..).zip(text.lines());
        let in_file = lines
            .filter_map(|(number, line)| Some(format!("{file}:{number}: {}", fault(file, line)?)));
        faults.extend(in_file);
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn no_text_has_a_word_that_we_do_not_write() {
    assert_none("words", |_, line| {
        let line = line.to_lowercase();
        let is_there = |word: &str| {
            line.match_indices(word).any(|(start, _)| {
                let before = line[..start].chars().next_back();
                let after = line[start + word.len()..].chars().next();
                let goes_on = word.contains(' ') && after.is_some_and(char::is_alphabetic);
                // "There is no room" is what people say; "this is no room" isn't.
                let there = line[..start].ends_with("there ");
                !before.is_some_and(char::is_alphanumeric) && !goes_on && !there
            })
        };
        let found = WORDS.iter().find(|(word, _)| is_there(word));
        found.map(|(word, instead)| format!("not `{word}`, but: {instead}"))
    });
}

#[test]
fn comments_are_at_most_100_columns_wide() {
    assert_none("width", |file, line| {
        let text = line.trim_start();
        let sign = match ending(file) {
            "md" => return None,
            "py" | "toml" => "#",
            _ => "//",
        };
        let is_comment = text.starts_with(sign);
        // A link has no place to break.
        let is_wide = line.chars().count() > 100 && !text.contains("://");
        (is_comment && is_wide).then(|| "wrap this comment at 100 columns".to_owned())
    });
}

#[test]
fn the_guides_name_paths_that_exist() {
    for guide in ["CONTRIBUTING.md", "ARCHITECTURE.md"] {
        let text = read(guide);
        let code = text.split("```").step_by(2).flat_map(|text| text.split('`').skip(1).step_by(2));
        let paths: Vec<&str> = code
            .filter(|word| word.contains('/') && !word.contains([' ', '<', '*', ':']))
            .filter(|word| !word.chars().any(char::is_uppercase) || ending(word) == "md")
            .collect();
        assert!(paths.len() > 5, "{guide} names {paths:?}");
        for path in paths {
            assert!(root().join(path).exists(), "{guide}: {path} doesn't exist");
        }
    }
}
