//! How often does tokio poll a task that was woken three times?

use std::future::poll_fn;
use std::task::Poll;

use tokio::runtime::LocalRuntime;
use tokio::task::spawn_local;
use tokio::time::{Duration, pause, timeout};

async fn async_main() {
    pause();
    let mut polls = 0;
    let task = spawn_local(poll_fn(move |cx| {
        polls += 1;
        println!("poll {polls}");
        if polls == 1 {
            cx.waker().wake_by_ref();
            cx.waker().wake_by_ref();
            cx.waker().wake_by_ref();
        }
        if polls == 4 { Poll::Ready(()) } else { Poll::Pending }
    }));
    if timeout(Duration::from_secs(3600), task).await.is_err() {
        println!("an hour later, the task still waits");
    }
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
