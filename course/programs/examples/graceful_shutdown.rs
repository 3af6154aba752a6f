//! A small server that shuts down in three steps: tell, wait, give up.

use jacobio::runtime::LocalRuntime;
use jacobio::task::{JoinSet, spawn_local};
use jacobio::time::{Duration, Instant, pause, sleep, timeout};
use tokio::sync::mpsc::{Receiver, channel};
use tokio_util::sync::CancellationToken;

const SECOND: Duration = Duration::from_secs(1);

/// Serves orders until it is told to stop or no more can come.
async fn serve(mut orders: Receiver<(&'static str, u32)>, stop: CancellationToken) {
    let start = Instant::now();
    let mut open = JoinSet::new();
    // Takes no new orders once it is told to stop.
    while let Some(Some((what, seconds))) = stop.run_until_cancelled(orders.recv()).await {
        open.spawn_local(async move {
            sleep(seconds * SECOND).await;
            println!("{} s: {what} served", start.elapsed().as_secs());
        });
    }
    while open.try_join_next().is_some() {}
    println!("{} s: told to stop, {} orders open", start.elapsed().as_secs(), open.len());
    let all = async { while open.join_next().await.is_some() {} };
    if timeout(5 * SECOND, all).await.is_err() {
        println!("{} s: gives up on {}", start.elapsed().as_secs(), open.len());
    }
    // Dropping `open` aborts what is left.
}

async fn async_main() {
    pause();
    let (send, orders) = channel(8);
    let stop = CancellationToken::new();
    let server = spawn_local(serve(orders, stop.clone()));
    for order in [("tea", 1), ("soup", 4), ("roast", 3600)] {
        send.send(order).await.expect("the server takes orders");
    }
    sleep(2 * SECOND).await;
    stop.cancel();
    server.await.expect("it does not panic");
    println!(
        "an order after that: {}",
        send.send(("tea", 1)).await.expect_err("the server is gone")
    );
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
