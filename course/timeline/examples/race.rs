//! Two futures in one task. The first to be ready wins, and the other is dropped unfinished.
//!
//! Edit it: swap the durations. Make them equal.

use std::io;
use std::pin::pin;

use futures::future::{Either, select};
use jacobio::{
    runtime::LocalRuntime,
    time::{Duration, sleep},
};

async fn hare() {
    println!("hare: off it goes");
    sleep(Duration::from_millis(100)).await;
    println!("hare: a nap");
    sleep(Duration::from_millis(500)).await;
    println!("hare: there");
}

async fn tortoise() {
    println!("tortoise: off it goes");
    sleep(Duration::from_millis(400)).await;
    println!("tortoise: there");
}

async fn race() {
    match select(pin!(hare()), pin!(tortoise())).await {
        Either::Left(_) => println!("the hare wins"),
        Either::Right(_) => println!("the tortoise wins"),
    }
}

fn main() -> io::Result<()> {
    LocalRuntime::new()?.block_on(race());
    Ok(())
}
