//! What stage 4's chapter says of the article's program, poll by poll, is what the records of its
//! runs say.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::fs;
use std::iter::{from_fn, repeat_with};
use std::path::Path;
use std::time::Duration;

use serde_json::Value;
use stage3_sleep::event_loop::{Task, run};
use stage3_sleep::{clock, sleep::sleep};

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The record of the article's program on one of the loops. The package `timeline` keeps it true.
struct Record(Vec<Value>);

impl Record {
    fn on(event_loop: &str) -> Self {
        let text = read(&format!("course/timeline/records/stage4-await.{event_loop}.jsonl"));
        // The first line is a header.
        let events = text.lines().skip(1).map(serde_json::from_str);
        Self(events.collect::<Result<_, _>>().expect("each line is an event"))
    }

    /// How often the loop polls a task.
    fn polls(&self) -> u64 {
        let polls = self.0.iter().map(|event| match event["event"].as_str() {
            Some("polled") => 1,
            Some("repeated") => {
                let polls = event["polls"].as_array().expect("a list");
                polls.iter().map(|poll| number(&poll["times"])).sum()
            }
            _ => 0,
        });
        polls.sum()
    }

    /// What the program calls a task.
    fn name(&self, task: &Value) -> String {
        let is_spawned = |event: &&Value| event["event"] == "spawned" && event["task"] == *task;
        let spawned = self.0.iter().find(is_spawned).expect("every task was spawned");
        format!("`{}`", spawned["name"].as_str().expect("a name"))
    }

    /// What a wait is for.
    fn wait(&self, wait: &Value) -> &Value {
        let is_wait = |event: &&Value| event["event"] == "awaits" && event["wait"] == *wait;
        &self.0.iter().find(is_wait).expect("every wait begins")["on"]
    }

    /// Where the waker is that was kept for a wait.
    fn place(&self, wait: &Value) -> String {
        let on = self.wait(wait);
        match on["join"]["task"] {
            Value::Null => format!("in the timer for {}", seconds(&on["sleep"]["until"])),
            ref task => format!("in the handle of {}", self.name(task)),
        }
    }

    fn reason(&self, why: &Value) -> String {
        match &why["woken"]["by"] {
            Value::Null => "it is new".to_owned(),
            Value::String(_) => "its timer has fired".to_owned(),
            task => format!("{} has ended", self.name(&task["task"])),
        }
    }

    /// The rows of the chapter's table: one for each poll.
    fn table(&self) -> String {
        let mut rows = String::new();
        let mut polls = 0;
        for (start, event) in self.0.iter().enumerate() {
            if event["event"] != "polled" {
                continue;
            }
            polls += 1;
            let later = &self.0[start + 1..];
            let is_end = |event: &Value| event["event"] == "pending" || event["event"] == "ready";
            let end = later.iter().position(is_end).expect("every poll ends");
            let (during, after) = later.split_at(end + 1);
            let all = |event: &str, what: &dyn Fn(&Value) -> String| {
                let these = during.iter().filter(|other| other["event"] == event);
                these.map(what).collect::<Vec<_>>().join(", ")
            };
            let prints = all("printed", &|event| event["text"].as_str().expect("text").to_owned());
            let keeps = all("waker_kept", &|event| self.place(&event["wait"]));
            let ends = during[end]["event"] == "ready";
            // What a task does as its last step is recorded after its end.
            let last_steps = after.iter().take_while(|other| other["task"] != Value::Null);
            let woken = last_steps.filter(|other| other["by"]["task"] == event["task"]);
            let mut then: Vec<_> =
                woken.map(|it| format!("wakes {}", self.name(&it["task"]))).collect();
            then.push(if ends { "ends" } else { "is pending" }.to_owned());
            let then = then.join(", ");
            let task = self.name(&event["task"]);
            let (why, next) = (self.reason(&event["why"]), self.next(after));
            let queue = self.ready_queue_at(number(&after[0]["seq"]));
            writeln!(
                rows,
                "| {polls} | {task} | {why} | {prints} | {keeps} | {then} | {queue} | {next} |"
            )
            .expect("a string takes all");
        }
        rows.replace("|  |", "| |").replace("|  |", "| |")
    }

    /// The tasks in the ready queue before the event `seq`, and with what the last poll has woken.
    fn ready_queue_at(&self, seq: u64) -> String {
        let mut queue = VecDeque::new();
        for event in &self.0 {
            let of_last_poll = event["by"]["task"].is_number();
            if number(&event["seq"]) >= seq && !of_last_poll {
                break;
            }
            match event["event"].as_str().expect("a name") {
                "spawned" | "woken" => queue.push_back(self.name(&event["task"])),
                "polled" => assert_eq!(queue.pop_front(), Some(self.name(&event["task"]))),
                _ => {}
            }
        }
        Vec::from(queue).join(", ")
    }

    /// What the thread does after a poll and before the next one.
    fn next(&self, after: &[Value]) -> String {
        let is_next = |event: &Value| event["event"] == "polled";
        let between = after.iter().take_while(|event| !is_next(event));
        let mut steps: Vec<String> = between
            .filter_map(|event| match event["event"].as_str().expect("a name") {
                "parked" => Some(format!("waits until {}", seconds(&event["until"]))),
                "woken" if event["by"] == "timer" => {
                    Some(format!("fires the timer of {}", self.name(&event["task"])))
                }
                "exited" => Some("returns from `block_on`".to_owned()),
                _ => None,
            })
            .collect();
        if after.iter().any(is_next) {
            steps.push("takes the next id".to_owned());
        }
        steps.join(", ")
    }

    /// The rows of the chapter's second table: what happens from the first poll of a task's first
    /// sleep to the task's next poll, and in which functions.
    fn first_sleep_of(&self, name: &str) -> String {
        let is_it = |event: &&Value| self.name_of(event).as_deref() == Some(name);
        let start = self.0.iter().position(|event| {
            event["event"] == "awaits" && is_it(&event) && !event["on"]["sleep"].is_null()
        });
        let start = start.expect("it sleeps");
        let wait = &self.0[start]["wait"];
        let deadline = seconds(&self.wait(wait)["sleep"]["until"]);
        let mut rows = String::new();
        for event in &self.0[start..] {
            let own = is_it(&event) || event["until"] == self.wait(wait)["sleep"]["until"];
            let own = own || event["event"] == "unparked";
            if !own {
                continue;
            }
            let (function, what) = match event["event"].as_str().expect("a name") {
                "awaits" => ("sleep", format!("puts a timer for {deadline} into `TIMERS`")),
                "waker_kept" => (
                    "time_is_up",
                    "puts a clone of the task's waker into the timer, and returns `Pending`"
                        .to_owned(),
                ),
                "pending" => ("block_on", "puts the task back into `TASKS`".to_owned()),
                "parked" => (
                    "next_ready",
                    format!("finds the queue empty and waits in `recv_timeout`, until {deadline}"),
                ),
                "unparked" => ("next_ready", "loops: `recv_timeout` has timed out".to_owned()),
                "woken" => (
                    "fire_timers",
                    "removes the timer and uses its waker: `TaskWaker::wake` sends the id"
                        .to_owned(),
                ),
                "polled" => (
                    "block_on",
                    "takes the id from `next_ready`, the task from `TASKS`, and polls it"
                        .to_owned(),
                ),
                "resolved" => {
                    ("time_is_up", "finds no timer in `TIMERS`, and returns `Ready`".to_owned())
                }
                _ => continue,
            };
            writeln!(rows, "| {} | `{function}` | {what} |", seconds(&event["time"]))
                .expect("a string takes all");
            if event["event"] == "resolved" {
                break;
            }
        }
        rows
    }

    fn name_of(&self, event: &Value) -> Option<String> {
        event["task"].is_number().then(|| self.name(&event["task"]))
    }
}

fn number(value: &Value) -> u64 {
    value.as_u64().expect("a number")
}

/// A time of a record, which is in microseconds.
fn seconds(micros: &Value) -> String {
    let seconds = Duration::from_micros(number(micros)).as_secs_f64();
    format!("{seconds} s")
}

/// `1234567` as `1,234,567`.
fn grouped(number: u64) -> String {
    if number < 1000 {
        return number.to_string();
    }
    format!("{},{:03}", grouped(number / 1000), number % 1000)
}

/// How often stage 3's loop polls the tasks of the article's program, written as in stage 3.
fn polls_in_stage3s_way() -> u64 {
    clock::simulate();
    let polls = std::rc::Rc::new(std::cell::Cell::new(0));
    let counted = |mut task: Task| -> Task {
        let polls = std::rc::Rc::clone(&polls);
        Box::new(from_fn(move || {
            polls.set(polls.get() + 1);
            task.next()
        }))
    };
    let sleeps = |seconds, rounds| -> Task {
        Box::new(repeat_with(move || sleep(Duration::from_secs(seconds))).take(rounds).flatten())
    };
    run(vec![counted(sleeps(1, 2)), counted(sleeps(0, 3))]);
    polls.get()
}

#[track_caller]
fn assert_in_chapter(rows: &str) {
    let chapter = read("stage4-await/leave_it_out.md");
    assert!(chapter.contains(rows), "leave_it_out.md must have these rows:\n{rows}");
}

#[test]
fn the_chapter_has_each_poll_of_the_articles_program_on_the_waking_loop() {
    assert_in_chapter(&Record::on("waking").table());
}

#[test]
fn the_chapter_follows_one_sleep_from_its_first_poll_to_its_end() {
    let rows = Record::on("waking").first_sleep_of("`task1`");
    assert_in_chapter(&rows);
    let source = read("stage4-await/src/waking.rs");
    for name in ["sleep", "time_is_up", "block_on", "next_ready", "fire_timers"] {
        assert!(rows.contains(&format!("`{name}`")) && source.contains(name), "{name}");
    }
}

#[test]
fn the_chapter_counts_the_polls_of_the_articles_program_on_each_loop() {
    let of = |event_loop| grouped(Record::on(event_loop).polls());
    let rows = format!(
        "| stage 3's loop, with generators | {} |\n| `busy.rs` | {} |\n| `waking.rs` | {} |\n\
         | jacobio | {} |\n| tokio | {} |\n",
        grouped(polls_in_stage3s_way()),
        of("busy"),
        of("waking"),
        of("jacobio"),
        of("tokio"),
    );
    assert_in_chapter(&rows);
    let readme = read("stage4-await/README.md");
    let readme = readme.split_whitespace().collect::<Vec<_>>().join(" ");
    let (busy, waking) = (of("busy"), of("waking"));
    let said = format!(
        "the busy loop polls {busy} times on the simulated clock, and the waking loop polls {waking} \
         times"
    );
    assert!(readme.contains(&said), "stage 4's README must say: {said}");
}
