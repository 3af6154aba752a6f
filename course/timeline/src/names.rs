//! What the numbers in a record stand for.

use std::collections::BTreeMap;

use recorder::event::{Kind, On};

use crate::record::Record;

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
}
