//! The article's sleeping tasks: they never end either.

use std::iter::repeat_with;
use std::time::Duration;

use stage3_sleep::event_loop::{Task, run};
use stage3_sleep::{clock, sleep::sleep};

fn task1() -> impl Iterator<Item = ()> {
    repeat_with(|| {
        println!("Task 1");
        sleep(Duration::from_secs(1))
    })
    .flatten()
}

fn task2() -> impl Iterator<Item = ()> {
    repeat_with(|| {
        println!("Task 2");
        sleep(Duration::from_secs(5))
    })
    .flatten()
}

fn main() {
    let [fast, forever] = options::parse(["fast", "forever"]);
    if fast {
        clock::simulate();
    }

    // Long enough for the lines that the article shows. A closure that captures only a `Duration`
    // is `Copy`, so both tasks can use it.
    let end = if forever { Duration::MAX } else { Duration::from_millis(5500) };
    let shown = move |(): &()| clock::now() < end;
    let event_loop: Vec<Task> =
        vec![Box::new(task1().take_while(shown)), Box::new(task2().take_while(shown))];
    run(event_loop);
    println!("…");
}
