//! Any file can be recorded, wherever it is, and a run can be ended from another thread.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use std::{env, fs, thread};

use recorder::event::Clock;
use timeline::build::Compiler;
use timeline::error::Error;
use timeline::programs;
use timeline::record::Record;
use timeline::run::{self, Limits};

/// A file outside of the workspace.
fn file(name: &str, text: &str) -> PathBuf {
    let folder = env::temp_dir().join(format!("timeline-{name}-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("it can be made");
    let file = folder.join(format!("{name}.rs"));
    fs::write(&file, text).expect("it can be written");
    file
}

/// Records it on the loop that it names.
fn record(file: &Path, limits: &Limits) -> Result<Record, Error> {
    let program = programs::in_file(file)?;
    let compiled = Compiler::new()?.compile(&program.variants[0].source);
    fs::remove_dir_all(file.parent().expect("it has a folder"))?;
    let command = Command::new(compiled?.executable);
    run::record(command, &program, &program.variants[0], Clock::Simulated, limits)
}

#[test]
fn a_file_outside_of_the_workspace_is_recorded_with_its_positions() {
    let text = "async fn greet() {\n    println!(\"hello\");\n}\n\nfn main() {\n    \
        tokio::runtime::LocalRuntime::new().unwrap().block_on(greet());\n}\n";
    let record = record(&file("greeting", text), &Limits::default()).expect("it runs");
    assert_eq!(record.header.on.name(), "tokio");
    assert_eq!(record.printed(), ["hello"]);
    let spawned = serde_json::to_value(&record.events[0]).expect("it is JSON");
    assert_eq!(spawned["at"]["file"], record.header.source);
    assert_eq!(spawned["at"]["line"], 6);
}

#[test]
fn a_file_that_does_not_compile_gives_the_errors_before_the_warnings() {
    let text = "fn main() {\n    let unused = 1;\n    let number: u32 = \"text\";\n}\n";
    let error = record(&file("wrong", text), &Limits::default());
    let Err(Error::Compiler(messages)) = error else { panic!("it compiles: {error:?}") };
    let error = messages.find("mismatched types").expect("the error is told");
    assert!(messages.find("unused variable").is_none_or(|warning| error < warning), "{messages}");
}

#[test]
fn a_run_that_never_ends_is_interrupted_from_another_thread() {
    let text = "fn main() {\n    jacobio::runtime::LocalRuntime::new().unwrap().block_on(async {\n        \
        loop {}\n    });\n}\n";
    let limits = Limits::default();
    let stop = limits.stop.clone();
    // The compiler takes longer, so this may come before the run starts. That ends it as well.
    thread::spawn(move || {
        thread::sleep(Duration::from_millis(500));
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
    });
    let result = record(&file("endless", text), &limits);
    assert!(matches!(result, Err(Error::Interrupted)), "{result:?}");
}
