//! A generator by hand
//!
//! Python writes a generator that counts up and down again like this:
//!
//! ```text
//! def up_and_down(top):
//!     number = 0
//!     while number < top:
//!         number += 1
//!         yield number
//!     while number > 1:
//!         number -= 1
//!         yield number
//! ```
//!
//! With a `top` of 3 it yields 1, 2, 3, 2, 1.
//!
//! A call of `up_and_down` runs none of these lines. Each `next` runs from the last `yield` to the
//! next one. So the generator must remember two things between two calls of `next`: at which
//! `yield` it stopped, and the values of the variables that are still needed there.
//!
//! Stable Rust has no `yield`. Write the same generator as an enum, with one variant for each place
//! where it can be suspended, and an `Iterator` that goes from one place to the next.
//!
//! Look up: `Iterator::next`, and `match *self` on an enum behind `&mut self`. The course's own
//! example is `stage1-generators/src/generator.rs`.

/// The places where the generator can be suspended.
pub enum UpAndDown {
    /// Made, but no line of it has run.
    Start { top: u32 },
    // TODO: the other places. Which variables does each of them need?
}

/// Makes a generator that counts up to `top` and down again. This runs none of it.
pub fn up_and_down(top: u32) -> UpAndDown {
    UpAndDown::Start { top }
}

impl Iterator for UpAndDown {
    type Item = u32;

    /// Resumes the generator. Once it has run to its end, each call returns `None`.
    fn next(&mut self) -> Option<u32> {
        // TODO: this runs to the first `yield` each time. Go from place to place.
        match *self {
            Self::Start { top } => (top > 0).then_some(1),
        }
    }
}

fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use support::must_end;

    use super::up_and_down;

    const HANGS: &str = "A call of `next` does not return: which state is stuck in a loop \
                         without a `return`?";

    fn expect(top: u32, expected: &'static [u32]) {
        must_end(HANGS, move || {
            // A generator that never ends is cut off.
            let seen: Vec<u32> = up_and_down(top).take(expected.len() + 2).collect();
            assert!(
                seen == expected,
                "up_and_down({top}) yielded {seen:?}, expected {expected:?}: at which `yield` is \
                 it suspended before the first value that differs, and which line comes next \
                 there?"
            );
        });
    }

    #[test]
    fn it_yields_each_number_up_to_the_top_and_down_again() {
        expect(3, &[1, 2, 3, 2, 1]);
        expect(2, &[1, 2, 1]);
    }

    #[test]
    fn a_loop_whose_condition_is_false_at_once_yields_nothing() {
        expect(1, &[1]);
        expect(0, &[]);
    }

    #[test]
    fn at_its_end_it_stays_exhausted() {
        must_end(HANGS, || {
            let mut numbers = up_and_down(2);
            let seen: Vec<u32> = numbers.by_ref().take(3).collect();
            assert!(
                seen == [1, 2, 1],
                "the first three values of up_and_down(2) are {seen:?}, expected [1, 2, 1]: which \
                 line runs after each `yield`?"
            );
            for _ in 0..3 {
                let seen = numbers.next();
                assert!(
                    seen.is_none(),
                    "after its last number up_and_down(2) yielded {seen:?}, expected None: which \
                     state says that it has run to its end?"
                );
            }
        });
    }

    #[test]
    fn two_generators_do_not_share_their_state() {
        must_end(HANGS, || {
            let (mut one, mut two) = (up_and_down(3), up_and_down(3));
            one.next();
            let seen = (one.next(), two.next());
            let expected = (Some(2), Some(1));
            assert!(
                seen == expected,
                "the second value of one up_and_down(3) and the first value of another one are \
                 {seen:?}, expected {expected:?}: does `next` move its own generator on, and no \
                 other?"
            );
        });
    }
}
