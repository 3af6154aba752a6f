//! `yield from`: a generator that passes each call of `next` on to another one until that is
//! exhausted.

use std::iter::{self, FusedIterator};

use crate::generator::{Generator, generator};

/// The places where the outer generator can be suspended.
///
/// While it is suspended inside the inner generator, the inner generator is part of its state.
#[derive(Debug, PartialEq, Eq)]
pub enum AnotherGenerator {
    /// Created, but none of its code has run.
    Start,
    /// Suspended where the inner generator is.
    YieldingFrom(Generator),
    /// Has run to its end.
    Finished,
}

/// Makes a generator that yields whatever [`generator`] does: `yield from generator()`, by hand.
pub fn another_generator() -> AnotherGenerator {
    AnotherGenerator::Start
}

impl Iterator for AnotherGenerator {
    type Item = &'static str;

    fn next(&mut self) -> Option<&'static str> {
        loop {
            match self {
                Self::Start => *self = Self::YieldingFrom(generator()),
                Self::YieldingFrom(inner) => match inner.next() {
                    // The inner generator yields, so the outer one does.
                    Some(value) => return Some(value),
                    // The inner one is exhausted: go on with the line after the `yield from`.
                    None => *self = Self::Finished,
                },
                Self::Finished => return None,
            }
        }
    }
}

impl FusedIterator for AnotherGenerator {}

/// Makes the same generator without a state machine: `flatten` is Rust's `yield from`.
///
/// The outer iterator makes the inner ones, and `flatten` yields from each until that one is
/// exhausted. Here there is only one, made when the first value is wanted.
pub fn flattened() -> impl Iterator<Item = &'static str> {
    iter::once_with(generator).flatten()
}
