//! A generator: a function that can be suspended partway and resumed there.
//!
//! Stable Rust has no `yield` yet. If it had, this file would contain the following, here with the
//! places where the function can be suspended beside it:
//!
//! ```text
//! gen fn generator() -> &'static str {    // Start
//!     yield "hello";                      // AtHello
//!     yield "world";                      // AtWorld
//! }                                       // Finished
//! ```
//!
//! So here it is as the compiler would rewrite it: a state machine. Each call of `next` runs from
//! where the last call stopped to the next `yield`.

use std::iter::FusedIterator;

/// The places where the generator can be suspended.
#[derive(Debug, PartialEq, Eq)]
pub enum Generator {
    /// Created, but none of its code has run.
    Start,
    /// Suspended at the `yield` that gave `hello`.
    AtHello,
    /// Suspended at the `yield` that gave `world`.
    AtWorld,
    /// Has run to its end: nothing is left to resume.
    Finished,
}

/// Makes a generator that yields `hello` and `world`. Like calling a generator function in Python,
/// this runs none of its code.
pub fn generator() -> Generator {
    Generator::Start
}

impl Iterator for Generator {
    type Item = &'static str;

    /// Resumes the generator. `None` stands for Python's `StopIteration`.
    fn next(&mut self) -> Option<&'static str> {
        match self {
            Self::Start => {
                *self = Self::AtHello;
                Some("hello")
            }
            Self::AtHello => {
                *self = Self::AtWorld;
                Some("world")
            }
            Self::AtWorld | Self::Finished => {
                *self = Self::Finished;
                None
            }
        }
    }
}

/// Not every iterator promises to stay exhausted. This one does.
impl FusedIterator for Generator {}
