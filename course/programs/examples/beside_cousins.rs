//! The same as `cousins.py`.

use std::pin::pin;

use futures::future::{join_all, select};
use futures::stream::{FuturesUnordered, StreamExt};
use jacobio::runtime::LocalRuntime;
use jacobio::time::{Duration, pause, sleep, timeout};

async fn nap(name: &str, milliseconds: u64) -> &str {
    sleep(Duration::from_millis(milliseconds)).await;
    name
}

async fn async_main() {
    pause();
    // All results, in the order in which they were asked for.
    println!("{:?}", join_all([nap("slow", 40), nap("fast", 10)]).await);

    // The first to end. The rest is dropped, and so cancelled.
    let (slow, fast) = (pin!(nap("slow", 40)), pin!(nap("fast", 10)));
    let (first, _rest) = select(slow, fast).await.factor_first();
    println!("first: {first}");

    // All results, in the order in which they come.
    let mut naps: FuturesUnordered<_> = [nap("slow", 40), nap("fast", 10)].into_iter().collect();
    while let Some(name) = naps.next().await {
        println!("next: {name}");
    }

    // No longer than so.
    if timeout(Duration::from_millis(10), nap("slow", 40)).await.is_err() {
        println!("too late");
    }
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
