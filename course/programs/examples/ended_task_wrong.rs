//! The bug: the loop polls a task that has ended, as the article's first loops would.

use std::iter::repeat_with;

use stage2_event_loop::event_loop::Task;

fn main() {
    let mut event_loop: Vec<Task> = vec![
        Box::new(repeat_with(|| println!("Task 1")).take(3)),
        Box::new(repeat_with(|| println!("Task 2")).take(1)),
    ];
    loop {
        for task in &mut event_loop {
            task.next().expect("StopIteration");
        }
    }
}
