//! The fix: the sleep yields until its time is up.

use std::iter;
use std::time::Duration;

use stage3_sleep::event_loop::{Task, run};
use stage3_sleep::{clock, sleep::sleep};

fn task(name: &'static str) -> Task {
    let falls_asleep = iter::once_with(move || {
        println!("{name} falls asleep");
        sleep(Duration::from_millis(10))
    });
    let wakes_up = iter::once_with(move || println!("{name} wakes up"));
    Box::new(falls_asleep.flatten().chain(wakes_up))
}

fn main() {
    clock::simulate();
    run(vec![task("a"), task("b")]);
}
