//! The bug: the sleep blocks the thread, and with it the event loop.

use std::iter;
use std::thread;
use std::time::Duration;

use stage3_sleep::event_loop::{Task, run};

fn task(name: &'static str) -> Task {
    let steps = iter::once_with(move || println!("{name} falls asleep"))
        .chain(iter::once_with(|| thread::sleep(Duration::from_millis(10))))
        .chain(iter::once_with(move || println!("{name} wakes up")));
    // All steps in one poll: nothing here yields.
    Box::new(iter::once_with(|| steps.for_each(drop)))
}

fn main() {
    run(vec![task("a"), task("b")]);
}
