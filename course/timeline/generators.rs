//! The article's last program, written with the generators of stage 3.

use std::time::Duration;

use stage3_sleep::event_loop::{Task, run};
use stage3_sleep::{clock, sleep::sleep};

fn task1() -> impl Iterator<Item = ()> {
    (0..2).flat_map(|_| {
        println!("Task 1");
        sleep(Duration::from_secs(1))
    })
}

fn task2() -> impl Iterator<Item = ()> {
    (0..3).flat_map(|_| {
        println!("Task 2");
        sleep(Duration::from_secs(0))
    })
}

fn main() {
    if std::env::args().any(|arg| arg == "--fast") {
        clock::simulate();
    }

    let event_loop: Vec<Task> = vec![Box::new(task1()), Box::new(task2())];
    run(event_loop);
    println!("done");
}
