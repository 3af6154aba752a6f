//! The same countdown, written as an async generator. The compiler writes the state machine.

use std::pin::pin;

use async_stream::stream;
use futures::{Stream, StreamExt};
use jacobio::runtime::LocalRuntime;
use jacobio::time::{Duration, Instant, pause, sleep};

fn countdown(from: u32) -> impl Stream<Item = u32> {
    stream! {
        for number in (1..=from).rev() {
            sleep(Duration::from_secs(1)).await;
            yield number;
        }
    }
}

async fn async_main() {
    pause();
    let start = Instant::now();
    let mut countdown = pin!(countdown(3));
    while let Some(number) = countdown.next().await {
        println!("{} s: {number}", start.elapsed().as_secs());
    }
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
