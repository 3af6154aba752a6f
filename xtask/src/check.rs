//! Checks everything, as CI does, or what is quick to check.

use crate::Result;
use crate::steps::{Step, run};

/// The tests that take a few seconds together.
const QUICK: &str = "cargo test --quiet --no-fail-fast --lib --bins --test claims --test diffs \
    --test text --test structure --test figures --test chapters --test quizzes --test page --test poll_by_poll \
    --test generators --test event_loop --test sleep --test busy --test waking --test faults";

pub fn quick() -> Result {
    run(vec![
        Step::new("The format of the code", "cargo fmt --all --check"),
        Step::new("Lints", "cargo clippy --quiet --all-targets -- -D warnings"),
        Step::new("The quick tests", QUICK),
    ])
}

pub fn all() -> Result {
    run(vec![
        Step::new("The format of the code", "cargo fmt --all --check"),
        Step::new("Lints", "cargo clippy --workspace --all-targets -- -D warnings"),
        Step::new("The tests", "cargo test --no-fail-fast"),
        Step::new("A test that needs a build of its own", "cargo test -p book -- --ignored"),
        Step::new(
            "The questions of the timeline's page",
            "cargo test -p timeline --test practice -- --ignored",
        ),
        Step::new(
            "What the bench claims of other runtimes",
            "cargo test -p bench --features peers",
        ),
        Step::new("The API docs", "cargo doc --no-deps").env("RUSTDOCFLAGS", "-D warnings"),
        Step::new("The links in the API docs", "cargo run --quiet -p book -- docs"),
        Step::new(
            "The exercises",
            "cargo run --quiet --manifest-path course/exercises/Cargo.toml -p check-exercises",
        ),
        Step::new("The book, with its links", "course/book/build"),
        // Rustdoc compares the numbers of the errors only so.
        Step::new(
            "That programs fail to compile for the reason that they name",
            "rustdoc --test --edition 2024 course/programs/must_not_compile.md -L target/debug \
             -L dependency=target/debug/deps --extern jacobio --extern stage4_await",
        )
        .env("RUSTC_BOOTSTRAP", "1"),
        Step::new("The timeline's page in a browser", "course/timeline/page/test"),
        Step::new("The book's quizzes in a browser", "course/book/test"),
    ])
}
