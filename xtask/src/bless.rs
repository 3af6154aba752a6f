//! Makes everything anew that is generated.

use crate::Result;
use crate::steps::{Step, run};

/// The tests that generate something. Each line needs what those before it have made.
const TESTS: [(&str, &str); 5] = [
    (
        "The diffs, what the stages print, the table of \"leave it out\"",
        "--test diffs --test output --test leave_it_out -- --skip after_",
    ),
    ("What the programs of the book print", "--test outputs"),
    ("The timeline's records, views and pictures", "--test records"),
    ("The questions of its page", "--test practice -- --ignored"),
    ("What is made from those", "--test poll_by_poll --test page --test quizzes"),
];

pub fn bless() -> Result {
    let mut steps = vec![
        Step::new("The format of the code", "cargo fmt --all"),
        Step::new("Programs that stand in several files", "cargo test -q --test diffs -- copies")
            .env("BLESS", "1"),
        Step::new(
            "The exercises and their solutions",
            "cargo run --quiet --manifest-path course/exercises/Cargo.toml -p check-exercises -- bless",
        ),
        Step::new("The programs that are run", "cargo build --quiet --bins --examples"),
    ];
    for (what, tests) in TESTS {
        let test = format!("cargo test --quiet --no-fail-fast {tests}");
        steps.push(Step::new(what, &test).env("BLESS", "1"));
    }
    run(steps)?;
    println!("Look at what has changed: git diff");
    Ok(())
}
