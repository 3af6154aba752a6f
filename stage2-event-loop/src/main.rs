//! The article's first event loop: two tasks that never end.

use std::iter::repeat_with;

use stage2_event_loop::event_loop::{Task, run};

// A poll calls the closure, and yields the `()` that the closure returns.
fn task1() -> impl Iterator<Item = ()> {
    repeat_with(|| println!("Task 1"))
}

fn task2() -> impl Iterator<Item = ()> {
    repeat_with(|| println!("Task 2"))
}

fn main() {
    let [forever] = options::parse(["forever"]);

    // Enough polls of each for the lines that the article shows.
    let polls = if forever { usize::MAX } else { 2 };
    let event_loop: Vec<Task> = vec![Box::new(task1().take(polls)), Box::new(task2().take(polls))];
    run(event_loop);
    println!("…");
}
