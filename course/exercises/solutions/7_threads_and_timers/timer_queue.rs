//! A timer queue: the solution
//!
//! The key is the place in the order: the deadline, and behind it a number that grows. The number
//! keeps equal deadlines apart, puts them in the order of the insertions, and makes an old key
//! match nothing.
//!
//! A `BinaryHeap` finds the earliest timer faster, and can't remove one from its middle. Tokio uses
//! a wheel of slots instead, where a timer is in a list and can leave it in constant time.

use std::collections::BTreeMap;
use std::mem;
use std::task::Waker;
use std::time::Duration;

/// Names a timer.
pub type Key = (Duration, usize);

/// Timers by deadline.
#[derive(Default)]
pub struct Timers {
    timers: BTreeMap<Key, Waker>,
    next_number: usize,
}

impl Timers {
    /// Adds a timer. Returns the key with which it can be removed.
    pub fn insert(&mut self, deadline: Duration, waker: Waker) -> Key {
        let key = (deadline, self.next_number);
        self.next_number += 1;
        self.timers.insert(key, waker);
        key
    }

    /// Removes a timer, if it is still there.
    pub fn remove(&mut self, key: Key) {
        self.timers.remove(&key);
    }

    /// Returns the earliest deadline.
    pub fn next_deadline(&self) -> Option<Duration> {
        self.timers.first_key_value().map(|(&(deadline, _), _)| deadline)
    }

    /// Removes the timers that are due at `now`. Returns their wakers, the earliest first.
    pub fn take_due(&mut self, now: Duration) -> Vec<Waker> {
        // Every key with this deadline is below the one with the greatest number.
        let later = self.timers.split_off(&(now, usize::MAX));
        mem::replace(&mut self.timers, later).into_values().collect()
    }
}

fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::sync::{Arc, Mutex};
    use std::task::Wake;

    use support::must_end;

    use super::*;

    const HANGS: &str = "A call does not return. Does `take_due` loop without removing what \
                         it has found?";

    /// Writes its name when it wakes.
    struct Named(&'static str, Arc<Mutex<String>>);

    impl Wake for Named {
        fn wake(self: Arc<Self>) {
            self.1.lock().expect("no panic while locked").push_str(self.0);
        }
    }

    /// A queue of timers with names.
    #[derive(Default)]
    struct Queue {
        timers: RefCell<Timers>,
        woken: Arc<Mutex<String>>,
    }

    impl Queue {
        fn insert(&self, name: &'static str, milliseconds: u64) -> Key {
            let waker = Waker::from(Arc::new(Named(name, Arc::clone(&self.woken))));
            self.timers.borrow_mut().insert(Duration::from_millis(milliseconds), waker)
        }

        fn remove(&self, key: Key) {
            self.timers.borrow_mut().remove(key);
        }

        #[track_caller]
        fn expect_due(&self, milliseconds: u64, expected: &str, otherwise: &str) {
            let now = Duration::from_millis(milliseconds);
            let due = self.timers.borrow_mut().take_due(now);
            due.into_iter().for_each(Waker::wake);
            let seen = std::mem::take(&mut *self.woken.lock().expect("no panic while locked"));
            assert!(
                seen == expected,
                "at {now:?} the timers {seen:?} were due, expected {expected:?}: {otherwise}"
            );
        }

        #[track_caller]
        fn expect_next(&self, expected: Option<u64>) {
            let expected = expected.map(Duration::from_millis);
            let seen = self.timers.borrow().next_deadline();
            assert!(
                seen == expected,
                "the next deadline is {seen:?}, expected {expected:?}: of the timers that are \
                 left, which is the earliest?"
            );
        }
    }

    #[test]
    fn timers_are_due_in_the_order_of_their_deadlines() {
        must_end(HANGS, || {
            let queue = Queue::default();
            for (name, deadline) in [("c", 30), ("a", 10), ("d", 40), ("b", 20)] {
                queue.insert(name, deadline);
            }
            queue.expect_due(9, "", "no deadline has passed. Which timers does `take_due` return?");
            queue.expect_due(
                30,
                "abc",
                "they are not after now. Is each of them returned, the earliest deadline first?",
            );
            queue.expect_due(
                30,
                "",
                "they were due before. Does `take_due` remove what it returns?",
            );
            queue.expect_due(100, "d", "it is the last one. Are those that are not due kept?");
        });
    }

    #[test]
    fn equal_deadlines_are_due_in_the_order_of_their_insertions() {
        must_end(HANGS, || {
            let queue = Queue::default();
            for name in ["a", "b", "c", "d", "e"] {
                queue.insert(name, 10);
            }
            queue.expect_due(10, "abcde", "the deadlines are equal. Which was inserted first?");
        });
    }

    #[test]
    fn the_next_deadline_is_the_earliest_one() {
        must_end(HANGS, || {
            let queue = Queue::default();
            queue.expect_next(None);
            queue.insert("b", 20);
            let first = queue.insert("a", 10);
            queue.insert("c", 30);
            queue.expect_next(Some(10));
            queue.remove(first);
            queue.expect_next(Some(20));
            queue.expect_due(
                20,
                "b",
                "the one before it was removed. Which timer does a key remove?",
            );
            queue.expect_next(Some(30));
        });
    }

    #[test]
    fn a_timer_that_was_removed_is_not_due() {
        must_end(HANGS, || {
            let queue = Queue::default();
            let keys = ["a", "b", "c"].map(|name| queue.insert(name, 10));
            queue.remove(keys[1]);
            queue.expect_due(
                10,
                "ac",
                "of three timers with one deadline, b was removed. Which timers does a key name?",
            );
        });
    }

    #[test]
    fn an_old_key_removes_no_other_timer() {
        must_end(HANGS, || {
            let queue = Queue::default();
            let old = queue.insert("a", 10);
            queue.expect_due(
                10,
                "a",
                "its deadline has passed. Which timers does `take_due` return?",
            );
            queue.insert("b", 10);
            queue.remove(old);
            queue.expect_due(
                10,
                "b",
                "the key of a timer that is gone was used. Can it be the key of a later timer?",
            );
        });
    }

    #[test]
    fn a_timer_that_was_removed_leaves_nothing_behind() {
        must_end(HANGS, || {
            let mut timers = Timers::default();
            let named = Arc::new(Named("a", Arc::default()));
            let key = timers.insert(Duration::from_millis(10), Waker::from(Arc::clone(&named)));
            timers.remove(key);
            assert!(
                Arc::strong_count(&named) == 1,
                "a timer was removed before its deadline, and its waker still exists: does \
                 `remove` take the timer out, or only mark it?"
            );
        });
    }

    #[test]
    fn many_timers_take_little_time() {
        /// So many that going over all of them each time takes far longer than the watchdog waits.
        const MANY: u64 = 100_000;
        /// Shares no factor with `MANY`, so that its multiples visit every place, far apart.
        const STRIDE: u64 = 38_197;
        must_end("100,000 timers: does `insert` or `remove` go over all of them?", || {
            let mut timers = Timers::default();
            let mixed = (0..MANY).map(|number| Duration::from_millis(number * STRIDE % MANY));
            let insert = |deadline| timers.insert(deadline, Waker::noop().clone());
            let mut keys: Vec<Key> = mixed.map(insert).collect();
            // Half of them leave first to last, the others last to first.
            let late = keys.split_off(keys.len() / 2);
            late.into_iter().rev().chain(keys).for_each(|key| timers.remove(key));
            let seen = timers.next_deadline();
            assert!(
                seen.is_none(),
                "all timers were removed, and the next deadline is {seen:?}, expected None: which \
                 timers does `remove` leave?"
            );
        });
    }
}
