//! A time limit that is made anew in each round, and so is never over.

use jacobio::runtime::LocalRuntime;
use jacobio::time::{Duration, interval, sleep};
use std::pin::pin;

async fn async_main() {
    let mut ticks = interval(Duration::from_millis(10));
    let mut work = pin!(sleep(Duration::from_millis(55)));
    loop {
        tokio::select! {
            () = &mut work => break,
            () = sleep(Duration::from_millis(20)) => println!("too late"),
            _ = ticks.tick() => {}
        }
    }
    println!("done");
}

fn main() {
    LocalRuntime::new().expect("it never fails").block_on(async_main());
}
