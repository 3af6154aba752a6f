//! Three functions that may be dropped at any await, and called again, without loss.

use jacobio::runtime::LocalRuntime;
use jacobio::task::{JoinHandle, spawn_local};
use jacobio::time::{Duration, Instant, Interval, interval, pause, sleep, timeout};
use tokio::sync::mpsc::{Receiver, channel};

const SECOND: Duration = Duration::from_secs(1);

/// A message leaves the channel in the poll that returns it, so a dropped call has taken none.
async fn next(messages: &mut Receiver<u32>) -> Option<u32> {
    messages.recv().await
}

/// The handle keeps the result until it returns it, and a dropped call gives the handle back.
async fn joined(task: &mut JoinHandle<u32>) -> u32 {
    task.await.expect("it does not panic")
}

/// What the function has to remember is the next tick, and the interval remembers it.
async fn ticked(ticks: &mut Interval) -> Instant {
    ticks.tick().await
}

async fn async_main() {
    pause();
    let start = Instant::now();
    let (send, mut messages) = channel(1);
    let mut task = spawn_local(async move {
        sleep(3 * SECOND).await;
        send.send(6).await.expect("main still receives");
        7
    });
    let mut ticks = interval(3 * SECOND);
    ticks.tick().await; // The first tick is ready at once.

    let early = timeout(SECOND, next(&mut messages)).await;
    println!("message: {early:?}, then {:?}", next(&mut messages).await);
    println!("task: {}", joined(&mut task).await);
    println!("tick: {:?}", timeout(SECOND, ticked(&mut ticks)).await.map(|tick| tick - start));
    let early = timeout(SECOND, ticked(&mut ticks)).await;
    println!("tick: {early:?}, then {:?}", ticked(&mut ticks).await - start);
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
