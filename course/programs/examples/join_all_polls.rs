//! Predict: how many polls do 30 sleeps cost in one `join_all`, and how many do 31?

use std::cell::Cell;
use std::future::poll_fn;
use std::pin::pin;

use futures::future::join_all;
use jacobio::runtime::LocalRuntime;
use jacobio::time::{Duration, pause, sleep};

async fn polls_of(sleeps: u64) -> u32 {
    let polls = Cell::new(0);
    let counted = |millis| {
        let polls = &polls;
        async move {
            let mut sleep = pin!(sleep(Duration::from_millis(millis)));
            poll_fn(|cx| {
                polls.set(polls.get() + 1);
                sleep.as_mut().poll(cx)
            })
            .await;
        }
    };
    join_all((1..=sleeps).map(counted)).await;
    polls.get()
}

async fn async_main() {
    pause();
    println!("30 sleeps: {} polls", polls_of(30).await);
    println!("31 sleeps: {} polls", polls_of(31).await);
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
