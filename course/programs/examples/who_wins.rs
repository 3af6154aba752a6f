//! A result and a cancellation in the same turn of the loop.

use jacobio::runtime::LocalRuntime;
use jacobio::task::{spawn_local, yield_now};
use jacobio::time::{Duration, pause, sleep, timeout};
use tokio::sync::oneshot;

async fn async_main() {
    pause();
    // The result is on its way to the task when the task is aborted.
    let (send, receive) = oneshot::channel();
    let task = spawn_local(async { receive.await.expect("main sends") });
    yield_now().await;
    send.send(42).expect("the task receives");
    task.abort();
    println!("sent, then aborted: {:?}", task.await.map_err(|error| error.is_cancelled()));

    // The task has ended already.
    let task = spawn_local(async { 42 });
    yield_now().await;
    task.abort();
    println!("ended, then aborted: {:?}", task.await.map_err(|error| error.is_cancelled()));

    // A time limit that runs out in the very moment in which the result is there.
    let second = Duration::from_secs(1);
    println!("a second within a second: {:?}", timeout(second, sleep(second)).await);
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
