//! Where each event goes: a poll is laid out as a whole, any other event by itself.

use recorder::event::{By, Kind, Why};

use super::columns::Columns;
use super::grid::{Mark, Row};
use super::phrases::{Outside, Phrases, repeated};
use super::rows::{Entry, Rows};
use crate::record::Record;
use crate::replay::{Step, steps};

/// The rows of `record`.
pub(super) fn lay_out(record: &Record, columns: &Columns) -> Vec<Row> {
    let mut layout = Layout { phrases: Phrases::new(record), rows: Rows::new(columns) };
    let mut steps = steps(record).peekable();
    while let Some(step) = steps.next() {
        if let Kind::Polled { why } = &step.event.kind {
            let mut poll = Vec::new();
            while let Some(step) = steps.next_if(|next| !ends_poll(next)) {
                poll.push(step);
            }
            layout.poll(&step, why, &poll, steps.next().as_ref());
        } else {
            layout.single(&step);
        }
    }
    layout.rows.finish()
}

/// Whether the poll ends there that is under way.
fn ends_poll(step: &Step) -> bool {
    matches!(
        step.event.kind,
        Kind::Pending { .. } | Kind::Ready | Kind::Panicked { .. } | Kind::Exited { .. }
    )
}

/// The task in whose lane an event within a poll is shown: the one that acts.
fn acting(step: &Step) -> Option<usize> {
    match &step.event.kind {
        Kind::Printed { .. } => None,
        Kind::Spawned { by, .. } | Kind::AbortRequested { by } => *by,
        Kind::Woken { by: By::Task(by), .. } => Some(*by),
        _ => step.event.task,
    }
}

struct Layout<'a> {
    phrases: Phrases<'a>,
    rows: Rows<'a>,
}

impl Layout<'_> {
    /// A poll: its first event, those within, and its last.
    fn poll(&mut self, first: &Step, why: &Why, within: &[Step], last: Option<&Step>) {
        let task = first.event.task.unwrap_or_default();
        let mut entries = self.entries(task, within, *why == Why::Round);
        let mut why = self.phrases.reason(first, why);
        if why.is_empty() && entries.first().is_some_and(|entry| !entry.printed) {
            why = entries.remove(0).text;
        }
        let end = last.and_then(|last| Some((last, self.phrases.ending(last)?)));
        match end {
            // Nothing to say but how it ended.
            Some((last, (mark, text))) if entries.is_empty() && why.is_empty() => {
                let mark = if mark == Mark::Pending { Mark::Polled } else { mark };
                self.rows.add(&[Entry { step: last, task, mark, text, printed: false }]);
            }
            _ => {
                let (step, mark) = (first, Mark::Polled);
                self.rows.add(&[Entry { step, task, mark, text: why, printed: false }]);
                for entry in entries {
                    self.rows.add(&[entry]);
                }
                if let Some((step, (mark, text))) = end {
                    self.rows.add(&[Entry { step, task, mark, text, printed: false }]);
                }
            }
        }
        if let Some(last) = last.filter(|last| matches!(last.event.kind, Kind::Exited { .. })) {
            self.single(last);
        }
    }

    /// What happens within a poll of `task`.
    fn entries<'s>(&self, task: usize, within: &'s [Step], unwoken: bool) -> Vec<Entry<'s>> {
        let mut entries: Vec<Entry> = Vec::new();
        for step in within {
            let Some(text) = self.phrases.within(step, unwoken) else { continue };
            // Several tasks are spawned in one breath.
            match (entries.last_mut(), text.strip_prefix("spawns ")) {
                (Some(last), Some(name)) if last.text.starts_with("spawns ") => {
                    last.text.push_str(", ");
                    last.text.push_str(name);
                }
                _ => {
                    let task = acting(step).unwrap_or(task);
                    let printed = matches!(step.event.kind, Kind::Printed { .. });
                    entries.push(Entry { step, task, mark: Mark::Running, text, printed });
                }
            }
        }
        entries
    }

    /// An event outside of all polls.
    fn single(&mut self, step: &Step) {
        if let Kind::Repeated { polls, .. } = &step.event.kind {
            let entries = polls.iter().map(|repeat| {
                let (task, text) = (repeat.task, repeated(repeat.times));
                Entry { step, task, mark: Mark::Folded, text, printed: false }
            });
            return self.rows.add(&entries.collect::<Vec<_>>());
        }
        match self.phrases.outside(step) {
            Some(Outside::Lane(task, mark, text)) => {
                self.rows.add(&[Entry { step, task, mark, text, printed: false }]);
            }
            Some(Outside::Note(note)) => self.rows.note(step, &note),
            Some(Outside::Notes(notes)) => notes.iter().for_each(|note| self.rows.note(step, note)),
            None => {}
        }
    }
}
