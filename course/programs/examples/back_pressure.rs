//! A fast producer and a slow consumer, with a channel of one message between them.

use jacobio::runtime::LocalRuntime;
use jacobio::task::spawn_local;
use jacobio::time::{Duration, Instant, pause, sleep};
use tokio::sync::mpsc::channel;

async fn async_main() {
    pause();
    let start = Instant::now();
    let (send, mut receive) = channel(1);
    spawn_local(async move {
        for loaf in 1..=4 {
            send.send(loaf).await.expect("main still receives");
            println!("{} s: baked {loaf}", start.elapsed().as_secs());
        }
    });
    while let Some(loaf) = receive.recv().await {
        sleep(Duration::from_secs(10)).await;
        println!("{} s: sold {loaf}", start.elapsed().as_secs());
    }
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
