//! What the page says of an event in its row, and what it draws there.

use recorder::event::{By, Effect, Kind};
use serde_json::{Map, Value, json};

use crate::lanes::phrases::Phrases;
use crate::replay::Step;
use crate::units::{seconds, thousands};

/// The name of a task as code, or the program.
fn name_of(phrases: &Phrases, task: Option<usize>) -> String {
    task.map_or_else(|| "the program".to_owned(), |task| format!("`{}`", phrases.name(task)))
}

/// An event in a few words. Names stand in backticks, what the program prints in quotation marks.
pub(super) fn text(phrases: &Phrases, step: &Step) -> String {
    let name = || name_of(phrases, step.event.task);
    match &step.event.kind {
        Kind::Spawned { by: Some(by), .. } => {
            format!("{} spawns {}", name_of(phrases, Some(*by)), name())
        }
        Kind::Spawned { by: None, .. } => format!("{} is spawned", name()),
        Kind::Polled { why } => match phrases.reason(step, why) {
            reason if reason.is_empty() => format!("{} is polled", name()),
            // What is said after the colon can only be what has woken it.
            reason => format!("{} is polled: {}", name(), reason.trim_start_matches("woken: ")),
        },
        Kind::Awaits { wait, .. } => format!("awaits {}", phrases.wait(*wait)),
        Kind::Resolved { wait } => phrases.is_over(*wait, step.event.time),
        Kind::Cancelled { wait } => format!("drops {}", phrases.wait(*wait)),
        Kind::WakerKept { wait } => format!("{} keeps a waker", phrases.holder(*wait)),
        Kind::WakerDropped { wait } => format!("{} drops its waker", phrases.holder(*wait)),
        Kind::Woken { by, effect, .. } => woken(phrases, step, by, *effect),
        Kind::Pending { .. } => "pending".to_owned(),
        Kind::Ready => format!("{} has ended", name()),
        Kind::Panicked { message } => format!("{} panics: {message}", name()),
        Kind::Repeated { polls, .. } => {
            let times = polls.iter().map(|repeat| repeat.times).sum();
            format!("{} more polls, all pending", thousands(times))
        }
        Kind::Moved { socket, to, bytes } => {
            let unit = if *bytes == 1 { "byte" } else { "bytes" };
            format!("could {} socket {socket}: {bytes} {unit}", to.verb())
        }
        Kind::Printed { text } if step.event.task.is_some() => format!("prints \"{text}\""),
        Kind::Printed { text } => format!("the program prints \"{text}\""),
        Kind::AbortRequested { by } => format!("{} aborts {}", name_of(phrases, *by), name()),
        Kind::Dropped { aborted: true } => format!("{} is dropped: aborted", name()),
        Kind::Dropped { .. } => format!("{} is dropped: the runtime ends", name()),
        Kind::Parked { until: Some(until) } => format!("parks until {}", seconds(*until)),
        Kind::Parked { until: None } => "the thread parks".to_owned(),
        Kind::Unparked { .. } => "the thread runs again".to_owned(),
        Kind::ClockPaused => "the clock is simulated now".to_owned(),
        Kind::Stuck => "stuck: no waker is left to call".to_owned(),
        Kind::Stopped { .. } => "the recording is stopped".to_owned(),
        Kind::Exited { .. } => "the program exits".to_owned(),
    }
}

fn woken(phrases: &Phrases, step: &Step, by: &By, effect: Effect) -> String {
    let by = match by {
        By::Task(by) if Some(*by) == step.event.task => {
            return format!("{} wakes itself", name_of(phrases, Some(*by)));
        }
        By::Timer => "its timer".to_owned(),
        By::Socket => "the reactor".to_owned(),
        By::Loop => "the loop".to_owned(),
        By::Task(by) => name_of(phrases, Some(*by)),
        By::Thread(thread) => format!("the thread {thread}"),
    };
    let note = match effect {
        Effect::Scheduled => "",
        Effect::AlreadyScheduled => " (already scheduled)",
        Effect::QueuedAgain => " (queued again)",
        Effect::WhileRunning => " (while running)",
        Effect::AfterEnd => " (after its end)",
        Effect::Absorbed => " (nothing changes)",
    };
    format!("{by} wakes {}{note}", name_of(phrases, step.event.task))
}

/// The mark of an event, the tasks in whose lanes it is drawn, and the task from which an arrow
/// comes.
pub(super) fn mark(step: &Step) -> Map<String, Value> {
    let Value::Object(mut event) = json!(step.event) else { unreachable!("an event is an object") };
    let mut mark = Map::new();
    let kind = event.remove("event").unwrap_or_default();
    let (shape, from) = match &step.event.kind {
        Kind::Spawned { by, .. } => ("", *by),
        Kind::AbortRequested { by } => ("stop", *by),
        Kind::Woken { by: By::Timer, .. } => ("timer", None),
        Kind::Woken { by: By::Task(by), .. } => ("", Some(*by)),
        Kind::Panicked { .. } | Kind::Dropped { .. } => ("stop", None),
        _ => ("", None),
    };
    mark.insert("kind".to_owned(), kind);
    if !shape.is_empty() {
        mark.insert("mark".to_owned(), shape.into());
    }
    let tasks = match &step.event.kind {
        Kind::Repeated { polls, .. } => polls.iter().map(|repeat| repeat.task).collect(),
        _ => Vec::from_iter(step.event.task),
    };
    if !tasks.is_empty() {
        mark.insert("on".to_owned(), tasks.into());
    }
    if from.is_some() && from != step.event.task {
        mark.insert("from".to_owned(), from.into());
    }
    if let Kind::Printed { text } = &step.event.kind {
        mark.insert("text".to_owned(), text.as_str().into());
    }
    mark
}
