//! What the article's program costs on each loop. The CPU time is left out, since it differs from
//! run to run.

use std::process::{Command, Stdio};
use std::time::Duration;

#[path = "../../../tests/child.rs"]
mod child;

/// Longer than the builds and the runs take on a slow machine.
const LIMIT: Duration = Duration::from_secs(900);

#[test]
#[ignore = "builds the recorder once more; `cargo test -p book -- --ignored` runs it"]
fn the_costs_in_the_book_are_those_of_the_command() {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["run", "--quiet", "-p", "timeline", "--", "stage4-await", "--compare"]);
    cargo.arg("generators,busy,waking,jacobio,tokio");
    let run = cargo.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let output = child::output(&cargo, run, LIMIT);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("it prints text");
    let (before, _) = text.split_once("   CPU time").expect("it shows the CPU time");
    let column = before.lines().last().expect("it is in a line").len();
    let rows = text.lines().map(|line| {
        let is_row = line.ends_with(" s") || line.ends_with("run");
        if is_row { &line[..column.min(line.len())] } else { line }.trim_end()
    });
    let table = rows.collect::<Vec<_>>().join("\n");
    let shown = book::read("course/timeline/views/stage4-await.compared.txt");
    assert!(shown.contains("Every loop prints the same"));
    assert_eq!(table.trim_end(), shown.trim_end());
}
