//! What the command line says.

use std::process::{Command, Stdio};

use serde_json::Value;

fn timeline(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_timeline"));
    command.args(args);
    command
}

fn errors(args: &[&str]) -> String {
    let output = timeline(args).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2), "{args:?}");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_word_that_is_nearly_right_is_asked_back() {
    assert!(errors(&["lost_wakup"]).contains("did you mean lost_wakeup?"));
    assert!(errors(&["race", "--no", "busy"]).contains("did you mean --on?"));
    assert!(errors(&["race", "--on", "wakign"]).contains("did you mean waking?"));
    assert!(!errors(&["nothing like it"]).contains("did you mean"));
}

#[test]
fn a_closed_pipe_ends_the_command_quietly() {
    for args in [&["--help"][..], &["yield_now"]] {
        let mut command = timeline(args);
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert!(output.status.success(), "{output:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    }
}

#[test]
fn a_task_that_hogs_the_thread_runs_on_the_clock_that_shows_it() {
    let output = timeline(&["hog", "--ascii"]).output().expect("it runs");
    let (view, notes) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(view.contains("real clock"), "{view}");
    assert!(notes.contains("on the real clock"), "{notes}");
}

#[test]
fn a_trace_has_a_track_for_each_task_and_ends_each_slice() {
    let file = std::env::temp_dir().join(format!("timeline-trace-{}.json", std::process::id()));
    let path = file.to_string_lossy();
    assert!(
        timeline(&["stage4-await", "--trace", &path]).output().expect("it runs").status.success()
    );
    let text = std::fs::read_to_string(&file).expect("it is written");
    std::fs::remove_file(&file).expect("it is there");
    let trace: Value = serde_json::from_str(&text).expect("it is JSON");
    let events = trace["traceEvents"].as_array().expect("it is a list");
    let count = |phase: &str, name: &str| {
        events.iter().filter(|event| event["ph"] == phase && event["name"] == name).count()
    };
    // The thread, main and two tasks; and the counts of `views/stage4-await.compared.txt`.
    assert_eq!(count("M", "thread_name"), 4);
    assert_eq!((count("B", "poll"), count("E", "poll")), (9, 9));
    assert_eq!((count("B", "parked"), count("E", "parked")), (2, 2));
    assert_eq!(count("s", "wake-up"), 6);
    assert_eq!(count("f", "wake-up"), 6);
    let waits = events.iter().filter(|event| event["ph"] == "b").count();
    assert_eq!(waits, events.iter().filter(|event| event["ph"] == "e").count());
}
