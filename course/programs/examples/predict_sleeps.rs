//! Predict: which task prints when? The clock is simulated, so the program ends at once.

use std::iter::repeat_with;
use std::time::Duration;

use stage3_sleep::event_loop::{Task, run};
use stage3_sleep::{clock, sleep::sleep};

fn task(name: &'static str, seconds: u64, rounds: usize) -> Task {
    let round = move || {
        println!("{} s: {name}", clock::now().as_secs());
        sleep(Duration::from_secs(seconds))
    };
    Box::new(repeat_with(round).take(rounds).flatten())
}

fn main() {
    clock::simulate();
    run(vec![task("a", 3, 2), task("b", 2, 3)]);
    println!("{} s: done", clock::now().as_secs());
}
