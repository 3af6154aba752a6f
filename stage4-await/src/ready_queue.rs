//! The ready queue: whose turn it is, first in, first out.

use std::mem;

/// Two lists instead of a ring: a round works through the tasks that were ready when it began,
/// while those that become ready meanwhile gather for the next. Nothing has to be wrapped around,
/// which saves a few instructions each time.
pub(crate) struct ReadyQueue {
    round: Vec<u32>,
    /// How many of the round have had their turn.
    done: usize,
    next_round: Vec<u32>,
}

impl ReadyQueue {
    pub(crate) const fn new() -> Self {
        Self { round: Vec::new(), done: 0, next_round: Vec::new() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.done == self.round.len() && self.next_round.is_empty()
    }

    pub(crate) fn push(&mut self, task: u32) {
        self.next_round.push(task);
    }

    pub(crate) fn pop(&mut self) -> Option<u32> {
        if self.done == self.round.len() {
            mem::swap(&mut self.round, &mut self.next_round);
            self.next_round.clear();
            self.done = 0;
        }
        let task = *self.round.get(self.done)?;
        self.done += 1;
        Some(task)
    }
}
