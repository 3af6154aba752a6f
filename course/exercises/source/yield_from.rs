//@ start
//! `yield from`
//!
//! In Python a generator can pass each `next` on to another generator until that one is exhausted:
//!
//! ```text
//! def one_after_the_other(first, second):
//!     yield from first
//!     yield from second
//! ```
//!
//! The caller doesn't notice that there are three generators. It gets all values of `first`, then
//! all values of `second`, one for each `next`. Between the two no `next` returns `None`.
//!
//! Write it by hand. While the outer generator is suspended, it is suspended inside one of the
//! inner ones, and that one is part of its state. Once an inner generator has returned `None`,
//! don't call its `next` again: not every iterator allows that.
//!
//! Look up: `loop` with `return`, and `stage1-generators/src/yield_from.rs`. The standard library's
//! `Iterator::chain` does the same, and is not the point here.
//@ solution
//! `yield from`: the solution
//!
//! The `loop` makes the boundary invisible: the `next` that finds `first` exhausted goes on with
//! `second` and returns its first value.
//@ both

/// The places where the outer generator can be suspended.
pub enum OneAfterTheOther<A, B> {
    /// Nothing has run, or it is suspended where `first` is.
    First { first: A, second: Option<B> },
    /// Suspended where `second` is.
    Second { second: B },
    /// Run to its end.
    Finished,
}

/// Makes a generator of all that `first` yields and then all that `second` yields.
pub fn one_after_the_other<A, B>(first: A, second: B) -> OneAfterTheOther<A, B> {
    // `second` is in an `Option` so that `Option::take` can move it out when its time has come.
    OneAfterTheOther::First { first, second: Some(second) }
}

impl<A, B> Iterator for OneAfterTheOther<A, B>
where
    A: Iterator<Item = u32>,
    B: Iterator<Item = u32>,
{
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
//@ start
        // TODO: this is only `yield from first`. What comes when `first` is exhausted?
        match self {
            Self::First { first, .. } => first.next(),
            Self::Second { .. } => None,
            Self::Finished => None,
//@ solution
        loop {
            // Each arm returns a value or moves to the next state. The old state is dropped then,
            // and with it the exhausted generator.
            match self {
                Self::First { first, second } => match first.next() {
                    Some(value) => return Some(value),
                    None => {
                        let second = second.take().expect("it is taken once");
                        *self = Self::Second { second };
                    }
                },
                Self::Second { second } => match second.next() {
                    Some(value) => return Some(value),
                    None => *self = Self::Finished,
                },
                Self::Finished => return None,
            }
//@ both
        }
    }
}

fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use support::must_end;

    use super::one_after_the_other;

    const HANGS: &str = "A call of `next` does not return: which state is stuck in the loop \
                         without a `return`?";

    /// Yields `values`. Panics if it is resumed after its end.
    struct Strict {
        name: &'static str,
        values: std::vec::IntoIter<u32>,
        ended: bool,
        resumed: Rc<Cell<u32>>,
    }

    fn strict(name: &'static str, values: &[u32]) -> (Rc<Cell<u32>>, Strict) {
        let resumed = Rc::new(Cell::new(0));
        let values = Vec::from(values).into_iter();
        (Rc::clone(&resumed), Strict { name, values, ended: false, resumed })
    }

    impl Iterator for Strict {
        type Item = u32;

        fn next(&mut self) -> Option<u32> {
            let name = self.name;
            assert!(
                !self.ended,
                "`{name}` was resumed again after it had returned None: which state says that it \
                 is over?"
            );
            self.resumed.set(self.resumed.get() + 1);
            let value = self.values.next();
            self.ended = value.is_none();
            value
        }
    }

    fn expect(first: &'static [u32], second: &'static [u32], expected: &'static [Option<u32>]) {
        must_end(HANGS, move || {
            let (one, two) = (strict("first", first).1, strict("second", second).1);
            let mut both = one_after_the_other(one, two);
            let seen: Vec<Option<u32>> = expected.iter().map(|_| both.next()).collect();
            assert!(
                seen == expected,
                "with {first:?} and {second:?}, `next` returned {seen:?}, expected {expected:?}: \
                 which inner generator is it in at the first value that differs, and what must \
                 happen within one `next` when that has no more?"
            );
        });
    }

    #[test]
    fn it_yields_from_the_first_and_then_from_the_second() {
        expect(&[1, 2], &[3, 4], &[Some(1), Some(2), Some(3), Some(4), None]);
        expect(&[1, 2], &[3], &[Some(1), Some(2), Some(3), None]);
    }

    #[test]
    fn an_empty_generator_is_passed_over() {
        expect(&[], &[3], &[Some(3), None]);
        expect(&[1], &[], &[Some(1), None]);
        expect(&[], &[], &[None]);
    }

    #[test]
    fn at_its_end_it_stays_exhausted() {
        expect(&[1], &[2], &[Some(1), Some(2), None, None, None]);
    }

    #[test]
    fn one_next_resumes_one_generator_once() {
        must_end(HANGS, || {
            let (first_resumed, first) = strict("first", &[1, 2]);
            let (second_resumed, second) = strict("second", &[3]);
            let mut both = one_after_the_other(first, second);
            for expected in 1..=2 {
                both.next();
                assert!(
                    second_resumed.get() == 0,
                    "`second` was resumed while `first` still had values: when does `yield from` \
                     start the next generator?"
                );
                let seen = first_resumed.get();
                assert!(
                    seen == expected,
                    "calls of `next` so far: {expected}. `first` was resumed {seen} times, \
                     expected as many: does each `next` ask for one value only, when it needs it?"
                );
            }
        });
    }
}
