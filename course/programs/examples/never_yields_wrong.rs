//! The bug: task 1 does all of its work in one poll. Task 2 waits for it to yield.

use std::iter::{once_with, repeat_with};

use stage2_event_loop::event_loop::run;

fn main() {
    let task1 = once_with(|| {
        for part in 1..=3 {
            println!("Task 1, part {part}");
        }
    });
    let task2 = repeat_with(|| println!("Task 2")).take(3);
    run(vec![Box::new(task1), Box::new(task2)]);
}
