//! What a run came to, in numbers.

use std::fmt;

use recorder::event::Kind;

use crate::record::Record;
use crate::units::thousands;

/// The numbers of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// How often a task was polled.
    pub polls: u64,
    /// How often a waker was called.
    pub wakes: u64,
    /// How often the thread parked.
    pub parks: u64,
}

impl Counts {
    /// The numbers of `record`.
    pub fn new(record: &Record) -> Self {
        let mut counts = Self::default();
        for event in &record.events {
            match &event.kind {
                Kind::Polled { .. } => counts.polls += 1,
                Kind::Repeated { polls, wakes, .. } => {
                    counts.wakes += wakes;
                    counts.polls += polls.iter().map(|repeat| repeat.times).sum::<u64>();
                }
                Kind::Woken { .. } => counts.wakes += 1,
                Kind::Parked { .. } => counts.parks += 1,
                _ => {}
            }
        }
        counts
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [polls, wakes, parks] = [self.polls, self.wakes, self.parks].map(thousands);
        write!(f, "polls: {polls}, wake-ups: {wakes}, parks: {parks}")
    }
}
