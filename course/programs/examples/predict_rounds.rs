//! Predict: in which order do three tasks of different lengths print?

use std::iter::repeat_with;

use stage2_event_loop::event_loop::{Task, run};

fn task(name: &'static str, rounds: usize) -> Task {
    Box::new(repeat_with(move || println!("{name}")).take(rounds))
}

fn main() {
    run(vec![task("a", 1), task("b", 3), task("c", 2)]);
    println!("done");
}
