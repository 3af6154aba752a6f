//! Figures in the READMEs that no command prints.

use std::fs;
use std::path::Path;
use std::time::Duration;

use allocation_counter::measure;

#[path = "../stage4-await/jacobio/tests/watchdog/mod.rs"]
mod watchdog;

/// A file of the workspace, its lines joined.
fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands between the first `before` and the next `after` in a file.
fn between(path: &str, before: &str, after: &str) -> String {
    let text = read(path);
    let found = text.split_once(before).and_then(|(_, rest)| rest.split_once(after));
    found.unwrap_or_else(|| panic!("{path} has no `{before} … {after}`")).0.to_owned()
}

#[test]
fn the_readme_names_the_version_of_rust_that_the_workspace_needs() {
    let version = between("Cargo.toml", "rust-version = \"", "\"");
    assert_eq!(between("README.md", "You need Rust ", " or later"), version);
}

#[test]
fn the_readmes_first_figures_are_those_of_the_runs() {
    let runs = "course/timeline/views/stage4-await.compared.txt";
    let polls = |on| between(runs, &format!(" {on} "), " ");
    let said = format!(
        "The busy loop polls {} times, the waking loop {} times.",
        polls("busy"),
        polls("waking")
    );
    assert!(read("README.md").contains(&said), "it should say: {said}");
}

#[test]
fn the_readme_says_how_many_random_programs_are_run() {
    let programs = between("tests/parity/main.rs", "from_env(\"PARITY_PROGRAMS\", ", ")");
    let said = between("stage4-await/jacobio/README.md", "`cargo test` runs ", " of them");
    assert_eq!(said.replace(',', ""), programs);
}

#[test]
fn stage4s_pages_say_when_a_hanging_test_is_ended() {
    let seconds = between("stage4-await/tests/waking.rs", "Duration::from_secs(", ")");
    let said =
        between("stage4-await/leave_it_out.md", "A test that hangs is ended after ", " seconds");
    assert_eq!(said, seconds);
    let seconds = between("stage4-await/tests/reacting.rs", "Duration::from_secs(", ")");
    let said = between("stage4-await/reactor.md", "and says so after ", " seconds");
    assert_eq!(said, seconds);
}

#[test]
fn the_bench_names_the_versions_of_the_runtimes_that_it_measures() {
    let (readme, lock) = (read("tests/bench/README.md"), read("Cargo.lock"));
    let is_version = |word: &str| {
        let mut parts = word.split('.');
        parts.clone().count() == 3 && parts.all(|part| part.parse::<u32>().is_ok())
    };
    let words: Vec<_> = readme.split(' ').collect();
    let named: Vec<_> = words.windows(2).filter(|pair| is_version(pair[1])).collect();
    assert!(!named.is_empty());
    for pair in named {
        let entry = format!("name = \"{}\" version = \"{}\"", pair[0], pair[1]);
        assert!(lock.contains(&entry), "Cargo.lock has no {entry}");
    }
}

const TASKS: u64 = 1000;

/// How many allocations a task takes. What many tasks share is rounded away.
fn for_each_task(spawn: impl Fn()) -> u64 {
    let allocations = measure(|| (0..TASKS).for_each(|_| spawn())).count_total;
    allocations / TASKS
}

#[test]
fn a_task_takes_as_many_allocations_as_stage4s_readme_says() {
    watchdog::watch(Duration::from_secs(20), "spawns a thousand tasks");
    let runtime = stage4_await::waking::LocalRuntime::new().expect("it never fails");
    let waking = runtime
        .block_on(async { for_each_task(|| drop(stage4_await::waking::spawn_local(async {}))) });
    let runtime = jacobio::runtime::LocalRuntime::new().expect("it never fails");
    let jacobio =
        runtime.block_on(async { for_each_task(|| drop(jacobio::task::spawn_local(async {}))) });
    assert_eq!((waking, jacobio), (3, 1));
    let row = "| Each task takes three allocations: the future, the `Join`, the waker. | One. |";
    assert!(read("stage4-await/leave_it_out.md").contains(row), "it should say: {row}");
}
