//! A generator by hand
//!
//! Python writes a countdown like this:
//!
//! ```text
//! def countdown(number):
//!     while number > 0:
//!         yield str(number)
//!         number -= 1
//!     yield "lift-off"
//! ```
//!
//! A call of `countdown` runs none of these lines. Each `next` runs from the last `yield` to the
//! next one. So the generator must remember two things between two calls of `next`: at which
//! `yield` it stopped, and the value of `number`.
//!
//! Stable Rust has no `yield`. Write the same generator as an enum, with one variant for each place
//! where it can be suspended, and an `Iterator` that goes from one place to the next.
//!
//! Look up: `Iterator::next`, and `match self` on an enum behind `&mut self`. The course's own
//! example is `stage1-generators/src/generator.rs`.

/// The places where the countdown can be suspended.
pub enum Countdown {
    /// Made, but no line of it has run.
    Start { number: u32 },
    // TODO: the other places. Which of them need the number?
}

/// Makes a countdown. This runs none of it.
pub fn countdown(number: u32) -> Countdown {
    Countdown::Start { number }
}

impl Iterator for Countdown {
    type Item = String;

    /// Resumes the countdown. Returns `None` once it has run to its end, however often it is asked.
    fn next(&mut self) -> Option<String> {
        // TODO: go from place to place.
        match self {
            Self::Start { number } => Some(number.to_string()),
        }
    }
}

fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use super::countdown;

    #[track_caller]
    fn expect(number: u32, expected: &[&str]) {
        // A countdown that never ends is cut off.
        let seen: Vec<String> = countdown(number).take(expected.len() + 2).collect();
        assert!(
            seen == expected,
            "countdown({number}) yielded {seen:?}, expected {expected:?}: at which `yield` is it \
             suspended before the first value that differs, and which line comes next there?"
        );
    }

    #[test]
    fn it_yields_each_number_and_then_lift_off() {
        expect(3, &["3", "2", "1", "lift-off"]);
        expect(1, &["1", "lift-off"]);
    }

    #[test]
    fn from_zero_there_is_only_lift_off() {
        expect(0, &["lift-off"]);
    }

    #[test]
    fn at_its_end_it_stays_exhausted() {
        let mut countdown = countdown(1);
        assert!(
            countdown.by_ref().take(10).any(|value| value == "lift-off"),
            "`lift-off` is not among the first 10 values of countdown(1)"
        );
        for _ in 0..3 {
            let seen = countdown.next();
            assert!(
                seen.is_none(),
                "after `lift-off` the generator yielded {seen:?}, expected None: which state says \
                 that it has run to its end?"
            );
        }
    }

    #[test]
    fn two_countdowns_do_not_share_their_state() {
        let (mut one, mut two) = (countdown(2), countdown(2));
        one.next();
        let seen = (one.next(), two.next());
        assert_eq!(seen, (Some("1".to_owned()), Some("2".to_owned())));
    }
}
