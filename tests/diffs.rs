//! How neighboring stages differ. A change in one stage that the next one forgot shows up here.

use std::collections::BTreeSet;

use edit::Edit;
use repository::{assert_file, root};
use serde::Deserialize;
use similar::{ChangeTag, TextDiff};

/// A file of the repository, or nothing where there is none.
fn read(path: &str) -> String {
    if root().join(path).exists() { repository::read(path) } else { String::new() }
}

/// The unified diff of two texts, empty if they are the same.
fn diff(old: (&str, &str), new: (&str, &str)) -> String {
    TextDiff::from_lines(old.1, new.1).unified_diff().header(old.0, new.0).to_string()
}

/// Asserts that `tests/diffs` holds this diff.
#[track_caller]
fn assert_diff(name: &str, diff: &str) {
    assert_file(&format!("tests/diffs/{name}.diff"), diff);
}

/// What `diff -ruN` says of the sources of two stages.
fn diff_of_sources(old: &str, new: &str) -> String {
    let names = |stage: &str| -> Vec<String> {
        let files = repository::files(&format!("{stage}/src"), "");
        files.iter().map(|file| file[stage.len()..].to_owned()).collect()
    };
    let names: BTreeSet<String> = names(old).into_iter().chain(names(new)).collect();
    let diffs = names.iter().map(|name| {
        let (old, new) = (format!("{old}{name}"), format!("{new}{name}"));
        diff((&old, &read(&old)), (&new, &read(&new)))
    });
    diffs.collect()
}

#[test]
fn from_stage1_to_stage2() {
    assert_diff("stage1_to_stage2", &diff_of_sources("stage1-generators", "stage2-event-loop"));
}

#[test]
fn from_stage2_to_stage3() {
    assert_diff("stage2_to_stage3", &diff_of_sources("stage2-event-loop", "stage3-sleep"));
}

#[test]
fn from_stage3s_event_loop_and_sleep_to_stage4s_busy_loop() {
    let old = read("stage3-sleep/src/event_loop.rs") + &read("stage3-sleep/src/sleep.rs");
    let new = read("stage4-await/src/busy.rs");
    let old = ("stage3-sleep/src/{event_loop,sleep}.rs", old.as_str());
    assert_diff("stage3_to_busy", &diff(old, ("stage4-await/src/busy.rs", &new)));
}

#[test]
fn from_stage4s_busy_loop_to_its_waking_loop() {
    let (old, new) = ("stage4-await/src/busy.rs", "stage4-await/src/waking.rs");
    assert_diff("busy_to_waking", &diff((old, &read(old)), (new, &read(new))));
}

/// The lines that are neither blank nor comment.
fn code(path: &str) -> String {
    let text = read(path);
    let is_code = |line: &&str| !line.trim().is_empty() && !line.trim().starts_with("//");
    text.split_inclusive('\n').filter(is_code).collect()
}

#[test]
fn the_waking_loop_is_short_and_keeps_most_of_the_busy_one() {
    let (busy, waking) = (code("stage4-await/src/busy.rs"), code("stage4-await/src/waking.rs"));
    assert!(waking.lines().count() <= 120, "{} lines of code", waking.lines().count());
    let diff = TextDiff::from_lines(&busy, &waking);
    let changed = diff.iter_all_changes().filter(|change| change.tag() == ChangeTag::Delete);
    let changed = changed.count();
    assert!(changed <= 25, "{changed} lines of the busy loop are changed");
}

#[test]
fn from_stage4s_waking_loop_to_its_reacting_one() {
    let (old, new) = ("stage4-await/src/waking.rs", "stage4-await/src/reacting.rs");
    assert_diff("waking_to_reacting", &diff((old, &read(old)), (new, &read(new))));
}

#[test]
fn the_reacting_loop_is_short_and_keeps_most_of_the_waking_one() {
    let (waking, reacting) =
        (code("stage4-await/src/waking.rs"), code("stage4-await/src/reacting.rs"));
    assert!(reacting.lines().count() <= 225, "{} lines of code", reacting.lines().count());
    let diff = TextDiff::from_lines(&waking, &reacting);
    let changed = diff.iter_all_changes().filter(|change| change.tag() == ChangeTag::Delete);
    let changed = changed.count();
    assert!(changed <= 15, "{changed} lines of the waking loop are changed");
}

#[test]
fn from_stage3s_clock_to_stage4s() {
    let (old, new) = ("stage3-sleep/src/clock.rs", "stage4-await/src/clock.rs");
    assert_diff("stage3_to_stage4_clock", &diff((old, &read(old)), (new, &read(new))));
}

#[test]
fn the_waking_twin_is_the_busy_one_with_one_word_replaced() {
    let busy = read("stage4-await/src/main_busy.rs");
    assert_eq!(busy.replace("busy", "waking"), read("stage4-await/src/main_waking.rs"));
    assert_eq!(busy.matches("busy").count(), 1);
}

#[test]
fn from_stage3s_program_to_stage4s() {
    let (old, new) = ("stage3-sleep/src/main.rs", "stage4-await/src/main_busy.rs");
    assert_diff("stage3_to_busy_program", &diff((old, &read(old)), (new, &read(new))));
}

#[test]
fn the_busy_twin_is_stage4s_program_with_one_import_changed() {
    let (old, new) = ("stage4-await/src/main.rs", "stage4-await/src/main_busy.rs");
    assert_diff("jacobio_to_busy_program", &diff((old, &read(old)), (new, &read(new))));
}

#[test]
fn stage5s_program_is_stage4s_with_one_word_replaced() {
    let stage4 = read("stage4-await/src/main.rs");
    assert_eq!(stage4.replace("jacobio", "tokio"), read("stage5-tokio/src/main.rs"));
    assert_eq!(stage4.matches("jacobio").count(), 1);
}

/// Asserts that the programs differ by their imports alone. If one of them has changed, `bless`
/// changes the others likewise.
#[track_caller]
fn assert_copies<const N: usize>(paths: [&str; N]) {
    let programs = paths.map(|path| {
        let text = read(path);
        let last_import = text.rfind("\nuse ").expect("it imports something");
        let end = last_import + text[last_import..].find(";\n").expect("the import ends") + 2;
        (text[..end].to_owned(), text[end..].to_owned())
    });
    let count = |body: &str| programs.iter().filter(|(_, other)| other == body).count();
    let alone: Vec<_> = programs.iter().filter(|(_, body)| count(body) == 1).collect();
    let body = match alone[..] {
        [] if count(&programs[0].1) == N => return,
        [(_, body)] => body,
        _ => panic!("several of these have changed; make them differ by imports: {paths:?}"),
    };
    for (path, (imports, _)) in paths.into_iter().zip(&programs) {
        assert_file(path, &(imports.to_owned() + body));
    }
}

#[test]
fn copies_of_the_articles_program_differ_by_their_import() {
    assert_copies([
        "stage4-await/src/main_busy.rs",
        "stage4-await/src/main_waking.rs",
        "stage4-await/src/main.rs",
        "stage5-tokio/src/main.rs",
    ]);
}

#[test]
fn copies_of_the_program_with_sockets_differ_by_their_import() {
    assert_copies([
        "stage4-await/src/main_reacting.rs",
        "stage4-await/src/main_fetch.rs",
        "stage5-tokio/src/main_fetch.rs",
    ]);
}

#[test]
fn stage5s_program_with_sockets_is_stage4s_with_one_word_replaced() {
    let stage4 = read("stage4-await/src/main_fetch.rs");
    assert_eq!(stage4.replace("jacobio", "tokio"), read("stage5-tokio/src/main_fetch.rs"));
    assert_eq!(stage4.matches("jacobio").count(), 1);
}

#[test]
fn stage3_has_no_reason_to_change_the_event_loop() {
    let event_loop = read("stage2-event-loop/src/event_loop.rs");
    assert_ne!(event_loop, "");
    assert_eq!(event_loop, read("stage3-sleep/src/event_loop.rs"));
}

#[derive(Deserialize)]
struct Ablations {
    ablation: Vec<Ablation>,
}

#[derive(Deserialize)]
struct Ablation {
    name: String,
    edit: Vec<Edit>,
}

#[test]
fn each_ablation_still_fits() {
    let ablations = read("tests/bench/ablations/ablations.toml");
    let ablations: Ablations = toml::from_str(&ablations).expect("it has this form");
    assert!(!ablations.ablation.is_empty());
    for Ablation { name, edit } in ablations.ablation {
        edit::apply(&edit, &root()).unwrap_or_else(|e| panic!("ablations.toml, {name}: {e}"));
    }
}
