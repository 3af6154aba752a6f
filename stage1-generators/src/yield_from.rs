//! `yield from`: a generator that passes each call of `next` on to another one until that is
//! exhausted.

use std::iter::{self, FusedIterator};

use crate::generator::{Generator, generator};

/// The places where the outer generator can be suspended.
///
/// While it is suspended inside the inner generator, the inner generator is part of its state.
#[derive(Debug, PartialEq, Eq)]
pub enum AnotherGenerator {
    /// Made, but no line of it has run.
    Start,
    /// Suspended where the inner generator is.
    YieldingFrom(Generator),
    /// Run to its end.
    Finished,
}

/// Makes a generator that yields all that [`generator`] yields: `yield from generator()`, by hand.
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
                    // The inner generator's yield is the outer one's too.
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

/// The same generator without the state machine: `flatten` is Rust's `yield from`.
///
/// The outer iterator makes the inner ones; `flatten` yields from each until it is exhausted and
/// then takes the next. Here there is one, made when the first value is wanted.
pub fn flattened() -> impl Iterator<Item = &'static str> {
    iter::once_with(generator).flatten()
}
