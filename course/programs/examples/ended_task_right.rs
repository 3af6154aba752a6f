//! The fix: a task that has ended leaves the loop, and the loop ends when it is empty.

use std::iter::repeat_with;

use stage2_event_loop::event_loop::Task;

fn main() {
    let mut event_loop: Vec<Task> = vec![
        Box::new(repeat_with(|| println!("Task 1")).take(3)),
        Box::new(repeat_with(|| println!("Task 2")).take(1)),
    ];
    while !event_loop.is_empty() {
        event_loop.retain_mut(|task| task.next().is_some());
    }
}
