//! What the page shows between two events, and how that differs from what it showed before.

use recorder::event::{Event, Kind, Position};
use serde_json::{Map, Value, json};

use super::shapes::Shapes;
use crate::record::Record;
use crate::sentences::words::{Words, list};
use crate::state::{State, Task, TaskState, Thread};
use crate::units::{seconds, thousands};

/// Turns states into what the page shows of them.
pub(super) struct Viewer<'a> {
    words: Words<'a>,
    /// The program's source.
    path: &'a str,
    lines: Vec<&'a str>,
    /// Where each task was spawned.
    spawned: Vec<Option<&'a Position>>,
}

impl<'a> Viewer<'a> {
    pub(super) fn new(record: &'a Record, source: &'a str) -> Self {
        let spawned = record.events.iter().filter_map(|event| match &event.kind {
            Kind::Spawned { at, .. } => Some(at.as_ref()),
            _ => None,
        });
        Self {
            words: Words::new(record),
            path: &record.header.source,
            lines: source.lines().collect(),
            spawned: spawned.collect(),
        }
    }

    /// What the page shows of `state`, after the event `last`.
    pub(super) fn view(&self, state: &State, last: Option<&Event>, shapes: &mut Shapes) -> Value {
        let polls = state.tasks.iter().map(|task| task.polls).sum();
        let timers = state.timers();
        let next = match timers.first() {
            _ if self.words.on.polls_all() => "none: each sleep is polled".to_owned(),
            Some((until, _)) => format!("next: {}", seconds(*until)),
            None => "none".to_owned(),
        };
        let tasks = state.tasks.iter().enumerate();
        let tasks: Map<_, _> =
            tasks.map(|(id, _)| (id.to_string(), self.task(id, state, last, shapes))).collect();
        let timers: Vec<_> = timers
            .iter()
            .map(|(until, wait)| json!([seconds(*until), state.waits[wait].task]))
            .collect();
        let wakers: Vec<_> = state
            .wakers
            .iter()
            .map(|kept| json!([kept.task, shapes.pack(&self.words.holder(kept.wait))]))
            .collect();
        json!({
            "clock": seconds(state.time),
            "polls": thousands(polls),
            "executor": shapes.pack(&self.executor(state, last)),
            "ready": state.ready,
            "timer": shapes.pack(&next),
            "timers": timers,
            "system": shapes.pack(&system(state, last)),
            "parked": matches!(state.thread, Thread::Parked(_)),
            "tasks": tasks,
            "wakers": wakers,
            "printed": state.printed,
        })
    }

    fn executor(&self, state: &State, last: Option<&Event>) -> String {
        match state.thread {
            Thread::Polls(task) => format!("polls {}", self.words.name(task)),
            Thread::Ended if last.is_some_and(|last| last.kind == Kind::Stuck) => {
                "is stuck".to_owned()
            }
            Thread::Ended => "has ended".to_owned(),
            Thread::Parked(_) => "waits for a wake-up".to_owned(),
            Thread::Loop if state.tasks.is_empty() => "has not begun".to_owned(),
            Thread::Loop if state.ready.is_empty() => "looks for a due timer".to_owned(),
            Thread::Loop => "takes the next task".to_owned(),
        }
    }

    fn task(&self, id: usize, state: &State, last: Option<&Event>, shapes: &mut Shapes) -> Value {
        let task = &state.tasks[id];
        let (line, note) = self.place(id, task, state, last).unzip();
        json!({
            "state": task.state,
            "waits": self.waits(task).map(|waits| shapes.pack(&waits)),
            "line": line,
            "note": note.filter(|note| !note.is_empty()),
            "polls": thousands(task.polls),
        })
    }

    fn waits(&self, task: &Task) -> Option<String> {
        let things: Vec<_> = task.on.iter().map(|&wait| self.words.before(wait)).collect();
        match task.state {
            _ if !things.is_empty() => Some(format!("waits for {}", list(&things, "and"))),
            TaskState::Idle => Some("waits for a wake-up".to_owned()),
            _ => None,
        }
    }

    /// The line of the source at which a task is, and what is said there.
    fn place(
        &self,
        id: usize,
        task: &Task,
        state: &State,
        last: Option<&Event>,
    ) -> Option<(usize, &'static str)> {
        let runs = state.thread == Thread::Polls(id);
        if let Some(Event { kind: Kind::Printed { text }, .. }) = last
            && runs
            && let Some(line) = self.line_that_prints(text)
        {
            return Some((line, "prints"));
        }
        let at = task.at.as_ref().filter(|at| at.file == self.path && !task.state.is_over())?;
        let note = match self.spawned[id] {
            Some(spawned) if spawned == at && task.polls == 0 => "is new",
            Some(spawned) if spawned == at => "was spawned here",
            _ => "",
        };
        Some((at.line as usize, note))
    }

    /// The line that prints `text`, if exactly one does so word for word.
    fn line_that_prints(&self, text: &str) -> Option<usize> {
        let wanted = format!("println!(\"{text}\")");
        let mut found = self.lines.iter().zip(1..).filter(|(line, _)| line.contains(&wanted));
        let (_, number) = found.next()?;
        found.next().is_none().then_some(number)
    }
}

fn system(state: &State, last: Option<&Event>) -> String {
    match state.thread {
        Thread::Parked(Some(until)) => format!("keeps the thread parked until {}", seconds(until)),
        Thread::Parked(None) => "keeps the thread parked".to_owned(),
        Thread::Ended => match last.map(|last| &last.kind) {
            Some(Kind::Stuck) => "the thread would wait forever".to_owned(),
            Some(Kind::Stopped { .. }) => "the program is stopped".to_owned(),
            _ => "the program has exited".to_owned(),
        },
        _ => "runs the thread".to_owned(),
    }
}

/// What turns `old` into `new`, as a JSON Merge Patch (RFC 7396). `None` if they are equal.
pub(super) fn patch(old: &Value, new: &Value) -> Option<Value> {
    let (Value::Object(old), Value::Object(new)) = (old, new) else {
        return (old != new).then(|| new.clone());
    };
    let gone = old.keys().filter(|key| !new.contains_key(*key));
    let mut changes: Map<_, _> = gone.map(|key| (key.clone(), Value::Null)).collect();
    for (key, value) in new {
        let change = patch(old.get(key).unwrap_or(&Value::Null), value);
        changes.extend(change.map(|change| (key.clone(), change)));
    }
    (!changes.is_empty()).then_some(Value::Object(changes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Run, records};
    use crate::replay;

    /// As RFC 7396 has it.
    fn merge(target: &mut Value, patch: &Value) {
        let Value::Object(patch) = patch else {
            *target = patch.clone();
            return;
        };
        if !target.is_object() {
            *target = json!({});
        }
        let target = target.as_object_mut().expect("it is one now");
        for (key, value) in patch {
            if value.is_null() {
                target.remove(key);
            } else {
                merge(target.entry(key.as_str()).or_insert(Value::Null), value);
            }
        }
    }

    /// Without what a patch can't tell from nothing.
    fn without_nulls(value: &Value) -> Value {
        let mut merged = json!({});
        merge(&mut merged, value);
        merged
    }

    #[test]
    fn each_patch_leads_from_one_view_to_the_next() {
        for path in records() {
            let run = Run::read(&path).expect("it is a record");
            let (viewer, mut shapes) = (Viewer::new(&run.record, &run.source), Shapes::default());
            let mut before = viewer.view(&State::new(&run.record), None, &mut shapes);
            let mut shown = without_nulls(&before);
            for step in replay::steps(&run.record) {
                let view = viewer.view(&step.state, Some(&step.event), &mut shapes);
                if let Some(patch) = patch(&before, &view) {
                    merge(&mut shown, &patch);
                }
                assert_eq!(shown, without_nulls(&view), "{}: {:?}", run.id, step.event);
                before = view;
            }
        }
    }
}
