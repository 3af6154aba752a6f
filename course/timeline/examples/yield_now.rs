//! Two tasks that let each other go on. A task that yields calls its own waker and is pending: so
//! it goes to the back of the ready queue, and the loop polls the other one first.
//!
//! Edit it: leave out the call of the waker. Or use `jacobio::task::yield_now`, and run it on
//! tokio.

use std::future::poll_fn;
use std::io;
use std::mem;
use std::task::Poll;

use jacobio::{runtime::LocalRuntime, task::spawn_local};

async fn yield_now() {
    let mut has_yielded = false;
    poll_fn(|cx| {
        if mem::replace(&mut has_yielded, true) {
            return Poll::Ready(());
        }
        // The task is pending, and ready all the same.
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

async fn ping() {
    for _ in 0..2 {
        println!("ping");
        yield_now().await;
    }
}

async fn pong() {
    for _ in 0..2 {
        println!("pong");
        yield_now().await;
    }
}

async fn async_main() {
    let one = spawn_local(ping());
    let two = spawn_local(pong());
    one.await.expect("ping never panics");
    two.await.expect("pong never panics");
}

fn main() -> io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
