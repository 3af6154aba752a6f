//! A generator by hand: the solution
//!
//! Two suspended places need the number, since the loop goes on with it. After `lift-off` nothing
//! is left to remember.

/// The places where the countdown can be suspended.
pub enum Countdown {
    /// Made, but no line of it has run.
    Start { number: u32 },
    /// Suspended at the `yield` inside the loop, which yielded `number`.
    AtNumber { number: u32 },
    /// Suspended at the `yield` of `lift-off`.
    AtLiftOff,
    /// Run to its end.
    Finished,
}

/// Makes a countdown. This runs none of it.
pub fn countdown(number: u32) -> Countdown {
    Countdown::Start { number }
}

impl Iterator for Countdown {
    type Item = String;

    /// Resumes the countdown. Returns `None` once it has run to its end, however often it is asked.
    fn next(&mut self) -> Option<String> {
        // The number with which the loop's condition is reached next.
        let number = match *self {
            Self::Start { number } => number,
            Self::AtNumber { number } => number - 1,
            // The state says that it has ended, so that each later call ends here again.
            Self::AtLiftOff | Self::Finished => {
                *self = Self::Finished;
                return None;
            }
        };
        if number > 0 {
            *self = Self::AtNumber { number };
            Some(number.to_string())
        } else {
            *self = Self::AtLiftOff;
            Some("lift-off".to_owned())
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
