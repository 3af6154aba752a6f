//! The five additions of stage 4's chapter, made one after the other.

use std::fs;
use std::path::Path;

use super::{Change, article_and_counted};

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The blocks of the chapter that show a change, grouped by the additions.
fn additions() -> Vec<String> {
    let chapter = read("stage4-await/waking.md");
    let (_, additions) = chapter.split_once("\n## 1. ").expect("the first addition");
    let (additions, _) = additions.split_once("\n## A result").expect("the chapter goes on");
    additions.split("\n## ").map(str::to_owned).collect()
}

fn blocks(addition: &str) -> impl Iterator<Item = &str> {
    let blocks = addition.split("\n```diff\n").skip(1);
    blocks.map(|block| block.split("```").next().expect("there is always a first part"))
}

/// The loop as it is after the first `count` additions, and the clock.
fn after(count: usize) -> (String, String) {
    let mut source = read("stage4-await/src/busy.rs");
    let mut clock = read("stage3-sleep/src/clock.rs");
    let additions = additions();
    for block in additions[..count].iter().flat_map(|addition| blocks(addition)) {
        let (find, replace) = edit::from_diff(block);
        let text = if clock.contains(&find) { &mut clock } else { &mut source };
        *text = edit::replace_once("busy.rs, changed as the chapter says", text, &find, &replace)
            .unwrap_or_else(|error| panic!("{error}"));
    }
    (source, clock)
}

#[test]
fn the_additions_of_the_chapter_turn_the_busy_loop_into_the_waking_one() {
    let without_head = |source: &str| -> Vec<_> {
        source.lines().filter(|line| !line.starts_with("//!")).map(str::to_owned).collect()
    };
    let (source, clock) = after(additions().len());
    assert_eq!(without_head(&source), without_head(&read("stage4-await/src/waking.rs")));
    assert_eq!(clock, read("stage4-await/src/clock.rs"));
}

/// Checks what the article's program prints after some of the additions, and what the chapter says
/// of that.
fn after_the_additions(count: usize, says: &str, prints: &str, ends: bool, counts: &str) {
    let said = additions()[count - 1].split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains(says), "the chapter must say: {says}");
    let (source, mut clock) = after(count);
    if count < 5 {
        // For the programs: only the last addition needs it.
        clock = read("stage4-await/src/clock.rs");
    }
    let change = Change::Source { waking: source, clock };
    let name = format!("after_addition_{count}");
    assert_eq!(article_and_counted(&name, &change, prints, ends), counts);
}

const ALL: &str = "Task 1, Task 2, Task 2, Task 2, Task 1, done";

#[test]
fn after_the_first_addition_the_loop_still_polls_every_task() {
    let says = "So far, the article's program runs as before.";
    after_the_additions(1, says, ALL, true, "100 polls");
}

#[test]
fn after_the_second_addition_every_pending_future_wakes_its_own_task() {
    let says =
        "So far, the article's program prints all its lines, and it polls no less than before.";
    after_the_additions(2, says, ALL, true, "100 polls");
}

#[test]
fn after_the_third_addition_only_the_sleeps_spin() {
    let says = "So far, the article's program prints all its lines, and `main` and the two tasks are \
                polled only when something has happened. One task still spins";
    after_the_additions(3, says, ALL, true, "1000 readings of the clock");
}

#[test]
fn after_the_fourth_addition_the_loop_still_spins() {
    let says = "So far, the article's program prints all its lines, and no task is polled without \
                need. But the thread still spins";
    after_the_additions(4, says, ALL, true, "1000 readings of the clock");
}

#[test]
fn after_the_fifth_addition_the_thread_waits() {
    after_the_additions(5, "this is `waking.rs`", ALL, true, "slept");
}
