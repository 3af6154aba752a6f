//! The rows of the grid, one after the other.

use std::mem;

use super::columns::Columns;
use super::grid::{Cell, Mark, Row};
use super::text::{breakable, wrap};
use crate::replay::Step;
use crate::state::{State, TaskState};
use crate::units;

/// Text for the lane of a task.
pub(super) struct Entry<'a> {
    pub(super) step: &'a Step,
    pub(super) task: usize,
    pub(super) mark: Mark,
    pub(super) text: String,
    pub(super) printed: bool,
}

/// The rows so far.
pub(super) struct Rows<'a> {
    columns: &'a Columns,
    /// The time that was written last.
    time: Option<String>,
    done: Vec<Row>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(columns: &'a Columns) -> Self {
        Self { columns, time: None, done: Vec::new() }
    }

    pub(super) fn finish(self) -> Vec<Row> {
        self.done
    }

    /// Adds a note across all lanes.
    pub(super) fn note(&mut self, step: &Step, note: &str) {
        let (time, cells) = (self.time(step), self.cells(&step.state));
        self.done.push(Row { time, cells, note: Some(breakable(note)) });
    }

    /// Adds the entries side by side. Text that is too wide for its lane goes on in the next rows.
    pub(super) fn add(&mut self, entries: &[Entry<'_>]) {
        let Some(step) = entries.first().map(|entry| entry.step) else { return };
        let mut time = self.time(step);
        // The mark and two spaces.
        let width = self.columns.width.saturating_sub(3);
        let wrapped: Vec<_> = entries.iter().map(|entry| wrap(&entry.text, width)).collect();
        let rows = wrapped.iter().map(Vec::len).max().unwrap_or_default();
        for row in 0..rows {
            let mut cells = self.cells(&step.state);
            for (entry, lines) in entries.iter().zip(&wrapped) {
                let cell = &mut cells[self.columns.lane_of[entry.task]];
                if row == 0 || entry.mark == Mark::Folded {
                    cell.mark = entry.mark;
                }
                cell.text = lines.get(row).cloned().unwrap_or_default();
                cell.printed = entry.printed;
            }
            self.done.push(Row { time: mem::take(&mut time), cells, note: None });
        }
    }

    fn time(&mut self, step: &Step) -> String {
        let time = breakable(&units::time(step.event.time));
        if self.time.as_ref() == Some(&time) {
            return String::new();
        }
        self.time = Some(time.clone());
        time
    }

    /// The lanes as they are where nothing happens.
    fn cells(&self, state: &State) -> Vec<Cell> {
        let mark_of = |lane: usize| {
            let tasks = state.tasks.iter().zip(&self.columns.lane_of);
            let marks = tasks.filter(|(_, of)| **of == lane).map(|(task, _)| match task.state {
                TaskState::Scheduled => Mark::Scheduled,
                TaskState::Idle => Mark::Idle,
                TaskState::Running | TaskState::Notified => Mark::Running,
                _ => Mark::None,
            });
            marks.max_by_key(|&mark| mark != Mark::None).unwrap_or(Mark::None)
        };
        let lanes = 0..self.columns.heads.len();
        lanes
            .map(|lane| Cell { mark: mark_of(lane), text: String::new(), printed: false })
            .collect()
    }
}
