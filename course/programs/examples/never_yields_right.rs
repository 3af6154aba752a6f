//! The fix: task 1 yields after each part.

use std::iter::repeat_with;

use stage2_event_loop::event_loop::run;

fn main() {
    let task1 = (1..=3).map(|part| println!("Task 1, part {part}"));
    let task2 = repeat_with(|| println!("Task 2")).take(3);
    run(vec![Box::new(task1), Box::new(task2)]);
}
