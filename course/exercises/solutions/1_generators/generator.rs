//! A generator by hand: the solution
//!
//! The number alone doesn't say where the generator is: on its way up and on its way down it has
//! the same numbers. The variant says that. `top` is needed only in the first loop.

/// The places where the generator can be suspended.
pub enum UpAndDown {
    /// Made, but no line of it has run.
    Start { top: u32 },
    /// Suspended at the `yield` in the first loop, which yielded `number`.
    GoingUp { number: u32, top: u32 },
    /// Suspended at the `yield` in the second loop, which yielded `number`.
    GoingDown { number: u32 },
    /// Run to its end.
    Finished,
}

/// Makes a generator that counts up to `top` and down again. This runs none of it.
pub fn up_and_down(top: u32) -> UpAndDown {
    UpAndDown::Start { top }
}

impl UpAndDown {
    /// Goes on at the condition of the first loop.
    fn first_loop(&mut self, number: u32, top: u32) -> Option<u32> {
        if number < top {
            let number = number + 1;
            *self = Self::GoingUp { number, top };
            return Some(number);
        }
        // No `yield` stands between the two loops, so the same call of `next` runs on.
        self.second_loop(number)
    }

    /// Goes on at the condition of the second loop.
    fn second_loop(&mut self, number: u32) -> Option<u32> {
        if number > 1 {
            let number = number - 1;
            *self = Self::GoingDown { number };
            return Some(number);
        }
        // The state says that it has ended, so that each later call returns `None` too.
        *self = Self::Finished;
        None
    }
}

impl Iterator for UpAndDown {
    type Item = u32;

    /// Resumes the generator. Once it has run to its end, each call returns `None`.
    fn next(&mut self) -> Option<u32> {
        match *self {
            Self::Start { top } => self.first_loop(0, top),
            Self::GoingUp { number, top } => self.first_loop(number, top),
            Self::GoingDown { number } => self.second_loop(number),
            Self::Finished => None,
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
