//! Predict: which of the two futures runs on while main does something else?

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use jacobio::runtime::LocalRuntime;
use jacobio::task::{spawn_local, yield_now};

async fn count(who: &str) {
    for number in 1..=2 {
        println!("{who} {number}");
        yield_now().await;
    }
}

async fn async_main() {
    let task = spawn_local(count("task"));
    let mut inside = pin!(count("inside"));
    // Polls `inside` once, and leaves it.
    poll_fn(|cx| Poll::Ready(inside.as_mut().poll(cx).is_ready())).await;
    for _ in 0..3 {
        yield_now().await;
    }
    println!("main comes back");
    inside.await;
    task.await.expect("it does not panic");
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
