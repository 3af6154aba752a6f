//! What the article's program costs on each loop. The CPU time is left out, since it differs from run
//! to run.

use std::process::Command;

#[test]
fn the_costs_in_the_book_are_those_of_the_command() {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["run", "--quiet", "-p", "timeline", "--", "stage4-await", "--compare"]);
    let output = cargo.arg("generators,busy,waking,jacobio,tokio").output();
    let output = output.expect("cargo can be started");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("it prints text");
    let (before, rest) = text.split_once("   CPU time").expect("it shows the CPU time");
    let column = before.lines().last().expect("it is in a line").len();
    let rows = text.lines().map(|line| {
        let is_row = line.ends_with(" s") || line.ends_with("run");
        if is_row { &line[..column.min(line.len())] } else { line }.trim_end()
    });
    assert!(rest.contains("Every loop prints the same"), "{text}");
    let mut settings = insta::Settings::clone_current();
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    let table = rows.collect::<Vec<_>>().join("\n");
    settings.bind(|| insta::assert_snapshot!("costs", table));
}
