//! What sleeping does on the simulated clock. Each test has a thread, and so a clock, of its own.

use std::cell::RefCell;
use std::iter::repeat_with;
use std::rc::Rc;
use std::time::Duration;

use stage3_sleep::event_loop::{Task, run};
use stage3_sleep::{clock, sleep::sleep};

#[test]
fn reading_the_simulated_clock_takes_a_little_time() {
    clock::simulate();
    let first = clock::now();
    assert!(clock::now() > first);
}

#[test]
fn the_real_clock_moves_by_itself() {
    let first = clock::now();
    while clock::now() == first {}
}

#[test]
fn simulating_late_or_twice_never_moves_the_clock_back() {
    let first = clock::now();
    while clock::now() == first {}
    let real = clock::now();
    clock::simulate();
    let simulated = clock::now();
    assert!(simulated >= real);
    clock::simulate();
    assert!(clock::now() > simulated);
}

#[test]
fn a_sleep_yields_until_its_time_is_up() {
    clock::simulate();
    let start = clock::now();
    assert!(sleep(Duration::from_secs(1)).count() > 1);
    assert!(clock::now() >= start + Duration::from_secs(1));
}

#[test]
fn a_sleep_of_no_time_does_not_yield() {
    clock::simulate();
    assert_eq!(sleep(Duration::ZERO).count(), 0);
}

#[test]
fn a_sleep_longer_than_any_clock_goes_on_and_on() {
    clock::simulate();
    assert!(sleep(Duration::MAX).nth(1000).is_some());
}

/// The reason for the tie at five seconds: the short sleeper starts late five times, the long one
/// once.
#[test]
fn five_sleeps_of_one_second_end_after_one_of_five() {
    clock::simulate();
    let ended = Rc::new(RefCell::new(Vec::new()));
    let sleeper = |name, sleeps, seconds| -> Task {
        let ended = Rc::clone(&ended);
        let slept = repeat_with(move || sleep(Duration::from_secs(seconds))).take(sleeps).flatten();
        let end = std::iter::once_with(move || ended.borrow_mut().push((name, clock::now())));
        Box::new(slept.chain(end))
    };
    run(vec![sleeper("five of one", 5, 1), sleeper("one of five", 1, 5)]);

    let ended = ended.borrow();
    assert_eq!(ended[0].0, "one of five");
    assert_eq!(ended[1].0, "five of one");
    assert!(
        ended[1].1.abs_diff(ended[0].1) < Duration::from_millis(1),
        "a tie, but for the lateness"
    );
}
