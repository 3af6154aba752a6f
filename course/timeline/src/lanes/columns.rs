//! Which task has which lane.

use recorder::event::Kind;

use super::grid::{Head, TIME, WIDTH};
use super::text::shorten;
use crate::record::Record;

/// No lane is wider than this.
const WIDEST: usize = 32;
/// And none is narrower, so that there is room for words. The grid gets wider with many tasks.
const NARROWEST: usize = 10;
/// How many lines a name may take.
const LINES: usize = 6;

/// The lanes from left to right.
pub(crate) struct Columns {
    pub(crate) heads: Vec<Head>,
    /// The lane of each task.
    pub(crate) lane_of: Vec<usize>,
    /// Of each lane, in columns of text.
    pub(super) width: usize,
}

impl Columns {
    pub(crate) fn new(record: &Record) -> Self {
        let tasks = record.events.iter().filter_map(|event| match &event.kind {
            Kind::Spawned { name, sleep_until, .. } => Some((name, sleep_until.is_some())),
            _ => None,
        });
        // The tasks of sleeps are many, and few at a time: one lane is for all.
        let (mut names, mut lane_of, mut sleeps) = (Vec::<String>::new(), Vec::new(), None);
        for (name, is_sleep) in tasks {
            match (is_sleep, sleeps) {
                (true, Some(lane)) => lane_of.push(lane),
                (true, None) => {
                    sleeps = Some(names.len());
                    lane_of.push(names.len());
                    names.push("tasks of sleeps".to_owned());
                }
                (false, _) => {
                    lane_of.push(names.len());
                    names.push(name.clone());
                }
            }
        }
        let width = ((WIDTH - TIME) / names.len().max(1)).clamp(NARROWEST, WIDEST);
        let head = |name: String| Head { lines: shorten(&name, width - 1, LINES), name };
        Self { heads: names.into_iter().map(head).collect(), lane_of, width }
    }
}
