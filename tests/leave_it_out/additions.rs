//! The additions of stage 4's chapters, made one after the other.

use std::fs;
use std::path::Path;

use similar::TextDiff;

use super::{Change, Loop, article_and_counted, compiled, listed, run};

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A page that turns one loop into the next.
struct Page {
    file: &'static str,
    /// The heading after the additions.
    until: &'static str,
    /// The loop and the clock before the first addition, and after the last.
    from: [&'static str; 2],
    to: [&'static str; 2],
}

const WAKING: Page = Page {
    file: "stage4-await/waking.md",
    until: "\n## A result",
    from: ["stage4-await/src/busy.rs", "stage3-sleep/src/clock.rs"],
    to: ["stage4-await/src/waking.rs", "stage4-await/src/clock.rs"],
};

const REACTING: Page = Page {
    file: "stage4-await/reacting.md",
    until: "\n## The way of one byte",
    from: ["stage4-await/src/waking.rs", "stage4-await/src/clock.rs"],
    to: ["stage4-await/src/reacting.rs", "stage4-await/src/clock.rs"],
};

impl Page {
    fn additions(&self) -> Vec<String> {
        let page = read(self.file);
        let (_, additions) = page.split_once("\n## 1. ").expect("the first addition");
        let (additions, _) = additions.split_once(self.until).expect("the page goes on");
        additions.split("\n## ").map(str::to_owned).collect()
    }

    /// The loop as it is after the first `count` additions, and the clock.
    fn after(&self, count: usize) -> [String; 2] {
        let [mut event_loop, mut clock] = self.from.map(read);
        let additions = self.additions();
        for block in additions[..count].iter().flat_map(|addition| blocks(addition)) {
            let (find, replace) = edit::from_diff(block);
            let text = if clock.contains(&find) { &mut clock } else { &mut event_loop };
            let name = format!("{}, changed as {} says", self.from[0], self.file);
            *text = edit::replace_once(&name, text, &find, &replace)
                .unwrap_or_else(|error| panic!("{error}"));
        }
        [event_loop, clock]
    }

    fn additions_turn_one_loop_into_the_next(&self) {
        let without_head = |source: &str| -> String {
            let lines = source.split_inclusive('\n').filter(|line| !line.starts_with("//!"));
            lines.collect()
        };
        let made = self.after(self.additions().len());
        for (made, kept) in made.iter().zip(self.to) {
            let (made, kept_text) = (without_head(made), without_head(&read(kept)));
            let diff = TextDiff::from_lines(&made, &kept_text).unified_diff().to_string();
            let page = self.file;
            assert!(diff.is_empty(), "{kept} isn't what the additions in {page} lead to:\n{diff}");
        }
    }

    /// What the page must say of the program after some of the additions.
    fn says(&self, count: usize, says: &str) {
        let said = self.additions()[count - 1].split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(says), "{} must say: {says}", self.file);
    }
}

/// The blocks that show a change.
fn blocks(addition: &str) -> impl Iterator<Item = &str> {
    let blocks = addition.split("\n```diff\n").skip(1);
    blocks.map(|block| block.split("```").next().expect("there is always a first part"))
}

#[test]
fn the_additions_of_the_chapter_turn_the_busy_loop_into_the_waking_one() {
    WAKING.additions_turn_one_loop_into_the_next();
}

#[test]
fn the_additions_of_the_chapter_turn_the_waking_loop_into_the_reacting_one() {
    REACTING.additions_turn_one_loop_into_the_next();
}

/// Checks what the article's program prints after some of the additions, and what the chapter says
/// of that.
fn after_the_additions(count: usize, says: &str, prints: &str, ends: bool, counts: &str) {
    WAKING.says(count, says);
    let [event_loop, mut clock] = WAKING.after(count);
    if count < 5 {
        // For the programs: only the last addition needs it.
        clock = read("stage4-await/src/clock.rs");
    }
    let change = Change::Source { event_loop, clock };
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

/// Checks what programs without sockets print after some of the additions of the reactor.
fn without_sockets_after(count: usize, says: &str) {
    REACTING.says(count, says);
    let [event_loop, clock] = REACTING.after(count);
    let name = format!("after_addition_{count}_of_the_reactor");
    let change = Change::Source { event_loop, clock };
    assert_eq!(article_and_counted(&name, &change, ALL, true), "slept");
    let (copy, _) = compiled(&name, Loop::Waking, &change);
    assert_eq!(run(&copy, "other_thread", None).0, ["woken"]);
}

#[test]
fn after_the_first_addition_of_the_reactor_programs_without_sockets_run_as_before() {
    without_sockets_after(1, "So far, programs without sockets run as on `waking.rs`.");
}

#[test]
fn after_the_second_addition_of_the_reactor_programs_without_sockets_run_as_before() {
    without_sockets_after(2, "So far, nothing has changed for programs");
}

/// Checks what the program with sockets prints after some of the additions, and whether it ends.
fn with_sockets_after(count: usize, says: &str, ends: bool) {
    REACTING.says(count, says);
    let [event_loop, clock] = REACTING.after(count);
    let name = format!("after_addition_{count}_of_the_reactor");
    let (copy, compiler) = compiled(&name, Loop::Reacting, &Change::Source { event_loop, clock });
    assert!(compiler.status.success(), "{}", String::from_utf8_lossy(&compiler.stderr));
    let expected = listed(ALL);
    let (lines, output) = run(&copy, "fetch", (!ends).then_some(&expected));
    assert_eq!((lines, output.is_some()), (expected, ends));
}

#[test]
fn after_the_third_addition_of_the_reactor_the_loop_waits_for_the_server() {
    with_sockets_after(3, "So far, the program prints all its lines and then hangs.", false);
}

#[test]
fn after_the_fourth_addition_of_the_reactor_the_program_ends() {
    with_sockets_after(4, "this is `reacting.rs`", true);
}
