//! A run in Chrome's trace format, which Perfetto opens: <https://ui.perfetto.dev>.

use recorder::event::{Kind, Why};
use serde_json::{Value, json};

use crate::names::Names;
use crate::record::Record;

/// The thread of the event loop, among the tasks as "threads".
const LOOP: usize = 0;

/// `record` as JSON: a track for the thread and one for each task, a slice for each poll and each
/// park, a slice beside them for each wait, and an arrow from a wake-up to its poll.
///
/// On the simulated clock most things take no time. So each event comes a nanosecond after the one
/// before, and has a width.
pub fn render(record: &Record) -> String {
    let mut trace =
        Trace { names: Names::new(record), events: Vec::new(), now: 0.0, woken: Vec::new() };
    trace.name(LOOP, "thread");
    for event in &record.events {
        let seq = u32::try_from(event.seq).unwrap_or(u32::MAX);
        let time = u32::try_from(event.time).map_or(f64::MAX, f64::from);
        trace.now = time + f64::from(seq) / 1000.0;
        trace.event(event.task, &event.kind);
    }
    json!({ "displayTimeUnit": "ms", "traceEvents": trace.events }).to_string()
}

struct Trace<'a> {
    names: Names<'a>,
    events: Vec<Value>,
    /// In microseconds.
    now: f64,
    /// The tasks with a wake-up that has led to no poll yet. Its place is the number of its arrow.
    woken: Vec<Option<usize>>,
}

impl Trace<'_> {
    fn event(&mut self, task: Option<usize>, kind: &Kind) {
        let track = task.map_or(LOOP, |task| task + 1);
        match kind {
            Kind::Spawned { name, .. } => self.name(track, name),
            Kind::Polled { why } => {
                self.push("B", track, "poll", json!({ "args": { "why": why } }));
                if let (Why::Woken { .. }, Some(arrow)) = (why, self.arrow(task)) {
                    self.push("f", track, "wake-up", json!({ "id": arrow, "bp": "e" }));
                }
            }
            Kind::Pending { .. } => self.push("E", track, "poll", json!({})),
            Kind::Ready => self.push("E", track, "poll", json!({ "args": { "ended": true } })),
            Kind::Panicked { message } => {
                self.push("E", track, "poll", json!({ "args": { "panic": message } }));
            }
            Kind::Woken { .. } => {
                let id = self.woken.len();
                self.woken.push(task);
                self.push("i", track, "woken", json!({ "s": "t" }));
                self.push("s", track, "wake-up", json!({ "id": id }));
            }
            Kind::Awaits { wait, on, .. } => {
                let name = self.names.on(on);
                self.push("b", track, &name, json!({ "id": format!("wait {wait}") }));
            }
            Kind::Resolved { wait } | Kind::Cancelled { wait } => {
                let name = self.names.thing(*wait);
                self.push("e", track, &name, json!({ "id": format!("wait {wait}") }));
            }
            Kind::Repeated { polls, until, .. } => {
                let until = u32::try_from(*until).map_or(f64::MAX, f64::from);
                for repeat in polls {
                    let length = (until - self.now).max(0.001);
                    let name = format!("polled {} more times", repeat.times);
                    self.push("X", repeat.task + 1, &name, json!({ "dur": length }));
                }
            }
            Kind::Printed { text } => self.push("i", track, text, json!({ "s": "t" })),
            Kind::Parked { .. } => self.push("B", LOOP, "parked", json!({})),
            Kind::Unparked { .. } => self.push("E", LOOP, "parked", json!({})),
            Kind::Stuck | Kind::Stopped { .. } | Kind::Dropped { .. } | Kind::Exited { .. } => {
                let args = json!({ "s": "t", "args": kind });
                self.push("i", track, "end", args);
            }
            _ => {}
        }
    }

    /// The arrow of the first wake-up of `task` that has led to no poll. The others led to none
    /// either.
    fn arrow(&mut self, task: Option<usize>) -> Option<usize> {
        let arrow = self.woken.iter().position(|&woken| woken.is_some() && woken == task);
        self.woken.iter_mut().filter(|woken| **woken == task).for_each(|woken| *woken = None);
        arrow
    }

    fn name(&mut self, track: usize, name: &str) {
        self.push("M", track, "thread_name", json!({ "args": { "name": name } }));
    }

    fn push(&mut self, phase: &str, track: usize, name: &str, rest: Value) {
        let mut event = json!({
            "ph": phase, "name": name, "cat": "run", "ts": self.now, "pid": 1, "tid": track,
        });
        if let (Value::Object(event), Value::Object(rest)) = (&mut event, rest) {
            event.extend(rest);
        }
        self.events.push(event);
    }
}
