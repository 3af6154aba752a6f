//! A stream that makes a new sleep in each poll. Its time never comes.

use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};

use futures::{Stream, StreamExt};
use jacobio::runtime::LocalRuntime;
use jacobio::time::{Duration, pause, sleep, timeout};

struct Ticks;

impl Stream for Ticks {
    type Item = ();

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<()>> {
        let pause = pin!(sleep(Duration::from_secs(1)));
        ready!(pause.poll(cx));
        Poll::Ready(Some(()))
    }
}

async fn async_main() {
    pause();
    println!("{:?}", timeout(Duration::from_secs(3600), Ticks.next()).await);
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
