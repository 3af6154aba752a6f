//@ start
//! Tasks that have ended leave the loop
//!
//! The article's first event loop never ends:
//!
//! ```text
//! while True:
//!     for task in event_loop:
//!         next(task)
//! ```
//!
//! This works as long as no task ends. When a task ends, its `next` raises `StopIteration`, and
//! that ends the whole program.
//!
//! Write a loop for tasks that do end. A round polls each task once, in the order of the list. A
//! task that has ended leaves the list. The others keep their order, and none of them is passed
//! over in that round. When the list is empty, `run` returns.
//!
//! Write it with a plain loop, or with a method of `Vec` that was made for this. Beware of changing
//! a list while you walk over it.
//!
//! Look up: `Vec::remove`, `Vec::retain_mut`.
//@ solution
//! Tasks that have ended leave the loop: the solution
//!
//! `retain_mut` walks over the list once, keeps the order, and moves each task at most once. A loop
//! over an index does too if the index stays where it is when a task is removed: the next task has
//! moved there.
//@ both

/// A task is a generator that yields nothing but control.
pub type Task = Box<dyn Iterator<Item = ()>>;

/// Polls every task in turn, round after round, until all have ended.
pub fn run(mut event_loop: Vec<Task>) {
//@ start
    // TODO: notice that a task has ended.
    while !event_loop.is_empty() {
        for task in &mut event_loop {
            task.next();
        }
//@ solution
    while !event_loop.is_empty() {
        event_loop.retain_mut(|task| task.next().is_some());
//@ both
    }
}

fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::rc::Rc;

    use support::must_end;

    use super::{Task, run};

    /// A task that yields as often as `yields` says and writes its name at each poll.
    fn task(name: char, yields: usize, log: &Rc<RefCell<String>>) -> Task {
        let log = Rc::clone(log);
        let mut polls = 0;
        Box::new(std::iter::from_fn(move || {
            polls += 1;
            assert!(
                polls <= yields + 1,
                "task {name} was polled again after it had returned None: does it leave the loop?"
            );
            log.borrow_mut().push(name);
            (polls <= yields).then_some(())
        }))
    }

    /// Runs tasks `a`, `b`, and so on, with these numbers of yields. Returns the order of the
    /// polls.
    fn polls(yields: &[usize]) -> String {
        let log = Rc::default();
        let tasks = ('a'..).zip(yields).map(|(name, &yields)| task(name, yields, &log));
        run(tasks.collect());
        log.take()
    }

    #[track_caller]
    fn expect(yields: &'static [usize], expected: &'static str) {
        must_end(
            "- Does `run` return when no task is left?\n- Does each task that has ended leave the \
             list?",
            move || {
                let seen = polls(yields);
                assert!(
                    seen == expected,
                    "tasks that yield {yields:?} times were polled in the order {seen}, expected \
                 {expected}: is each one polled once in each round, in its place, until it ends?"
                );
            },
        );
    }

    #[test]
    fn without_tasks_the_loop_ends_at_once() {
        expect(&[], "");
    }

    #[test]
    fn a_task_that_has_ended_is_not_polled_again() {
        expect(&[2], "aaa");
        expect(&[0, 2], "abbb");
    }

    #[test]
    fn the_tasks_are_polled_in_turn() {
        expect(&[2, 2], "ababab");
    }

    #[test]
    fn the_neighbor_of_a_task_that_ends_is_polled_in_the_same_round() {
        expect(&[1, 0, 1, 1], "abcdacd");
    }

    #[test]
    fn the_others_keep_their_order() {
        expect(&[0, 2, 2, 2], "abcdbcdbcd");
    }
}
