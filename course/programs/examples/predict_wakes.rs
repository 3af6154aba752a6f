//! Predict: how often does the textbook loop poll a task that was woken three times?

use std::future::poll_fn;
use std::task::Poll;

use stage4_await::waking::{LocalRuntime, spawn_local};

async fn async_main() {
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
    let Ok(()) = task.await;
    println!("done");
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
