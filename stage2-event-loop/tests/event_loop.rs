//! What the event loop does with tasks that end.

use std::cell::RefCell;
use std::iter::repeat_with;
use std::rc::Rc;

use stage2_event_loop::event_loop::{Task, run};

/// A task that adds its name to the log at each poll, and yields `yields` times.
fn task(name: char, yields: usize, log: &Rc<RefCell<String>>) -> Task {
    let log = Rc::clone(log);
    Box::new(repeat_with(move || log.borrow_mut().push(name)).take(yields))
}

#[test]
fn each_task_is_polled_once_a_round() {
    let log = Rc::default();
    run(vec![task('a', 3, &log), task('b', 3, &log), task('c', 3, &log)]);
    assert_eq!(log.take(), "abcabcabc");
}

#[test]
fn a_finished_task_leaves_the_loop_and_the_others_go_on() {
    let log = Rc::default();
    run(vec![task('a', 3, &log), task('b', 1, &log), task('c', 2, &log)]);
    assert_eq!(log.take(), "abcaca");
}

#[test]
fn a_finished_task_is_not_polled_again() {
    let mut polls = 0;
    let panics_when_exhausted = std::iter::from_fn(move || {
        polls += 1;
        assert!(polls <= 2, "polled after it had ended");
        (polls == 1).then_some(())
    });
    let log = Rc::default();
    run(vec![Box::new(panics_when_exhausted), task('a', 5, &log)]);
    assert_eq!(log.take(), "aaaaa");
}

#[test]
fn an_empty_loop_ends() {
    run(vec![]);
}
