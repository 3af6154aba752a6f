//! What the numbers in a record stand for.

use std::collections::BTreeMap;

use recorder::event::{Kind, On, Position};

use crate::record::Record;
use crate::state::State;
use crate::units::duration;

/// The tasks and the waits of a record, by number.
pub(crate) struct Names<'a> {
    pub(crate) tasks: Vec<&'a str>,
    waits: BTreeMap<usize, &'a On>,
}

impl<'a> Names<'a> {
    pub(crate) fn new(record: &'a Record) -> Self {
        let mut names = Self { tasks: Vec::new(), waits: BTreeMap::new() };
        for event in &record.events {
            match &event.kind {
                Kind::Spawned { name, .. } => names.tasks.push(name),
                Kind::Awaits { wait, on, .. } => drop(names.waits.insert(*wait, on)),
                _ => {}
            }
        }
        names
    }

    /// The name of a task.
    pub(crate) fn task(&self, task: usize) -> &'a str {
        self.tasks[task]
    }

    /// What a wait is on.
    pub(crate) fn wait(&self, wait: usize) -> Option<&'a On> {
        self.waits.get(&wait).copied()
    }

    /// What a wait is on, in a few words.
    pub(crate) fn thing(&self, wait: usize) -> String {
        self.wait(wait).map_or_else(|| "what it waited for".to_owned(), |on| self.on(on))
    }

    /// As [`thing`](Self::thing).
    pub(crate) fn on(&self, on: &On) -> String {
        match on {
            On::Sleep { duration: length, .. } => format!("sleep({})", duration(*length)),
            On::Timeout { duration: length, .. } => {
                format!("a time limit of {}", duration(*length))
            }
            On::Join { task } => self.task(*task).to_owned(),
            On::Receive => "a message".to_owned(),
            On::Send => "room in the channel".to_owned(),
            On::Tick { period, .. } => format!("a tick every {}", duration(*period)),
            On::Lock => "the lock".to_owned(),
            On::Permit => "a permit".to_owned(),
            On::Notification => "a notification".to_owned(),
            On::Change => "a new value".to_owned(),
            On::Socket { socket, to } => format!("to {} socket {socket}", to.verb()),
            On::Yield => "yield_now".to_owned(),
        }
    }

    /// Each unfinished task with what it waits for and where: `waits for a message (mail.rs:12)`.
    pub(crate) fn stuck(&self, state: &State) -> Vec<(usize, String)> {
        let tasks = state.tasks.iter().enumerate().filter(|(_, task)| !task.state.is_over());
        let wait = |&wait: &usize| {
            let thing = match self.wait(wait) {
                Some(On::Join { task }) => format!("the end of {}", self.task(*task)),
                _ => self.thing(wait),
            };
            format!("{thing}{}", place(state.waits.get(&wait).and_then(|wait| wait.at.as_ref())))
        };
        let waits = tasks.map(|(number, task)| {
            let mut text = match &task.on[..] {
                [] if task.left.is_empty() => {
                    let has_waker = state.wakers.iter().any(|kept| kept.task == number);
                    let rest =
                        if has_waker { "for a wake-up" } else { "and nothing has its waker" };
                    format!("waits {rest}")
                }
                [] => "waits for a wake-up".to_owned(),
                on => format!("waits for {}", on.iter().map(wait).collect::<Vec<_>>().join(" or ")),
            };
            for left in &task.left {
                let is_called = state.waits.get(left).is_some_and(|wait| wait.called);
                let woken = if is_called { "was woken for" } else { "has left" };
                text = format!("{text}, and {woken} {}, which it doesn't poll", wait(left));
            }
            (number, text)
        });
        waits.collect()
    }
}

/// A place in the source, if it is known: ` (mail.rs:12)`.
fn place(at: Option<&Position>) -> String {
    let place = at.map(|at| {
        let file = at.file.rsplit('/').next().unwrap_or(&at.file);
        format!(" ({file}:{})", at.line)
    });
    place.unwrap_or_default()
}
