//! The fix: in jacobio, a sleep that is dropped takes its timer along.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use jacobio::runtime::LocalRuntime;
use jacobio::task::spawn_local;
use jacobio::time::{Duration, pause, sleep};

/// Prints a line at each poll of `future`.
async fn loudly<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    poll_fn(move |cx| {
        let poll = future.as_mut().poll(cx);
        println!("polled: {}", if poll.is_ready() { "ready" } else { "pending" });
        poll
    })
    .await
}

async fn task() {
    {
        let mut short = pin!(sleep(Duration::from_secs(1)));
        // Polled once, so that it has a timer, and then dropped.
        poll_fn(|cx| Poll::Ready(short.as_mut().poll(cx).is_ready())).await;
    }
    sleep(Duration::from_secs(3)).await;
}

async fn async_main() {
    pause();
    spawn_local(loudly(task())).await.expect("the task doesn't panic");
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
