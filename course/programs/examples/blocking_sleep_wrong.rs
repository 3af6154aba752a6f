//! The bug: the sleep blocks the thread, and with it the event loop.

use std::iter::once_with;
use std::thread;
use std::time::Duration;

use stage3_sleep::event_loop::{Task, run};

fn task(name: &'static str) -> Task {
    Box::new(once_with(move || {
        println!("{name} falls asleep");
        thread::sleep(Duration::from_millis(10));
        println!("{name} wakes up");
    }))
}

fn main() {
    run(vec![task("a"), task("b")]);
}
