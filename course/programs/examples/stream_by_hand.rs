//! A stream by hand: stage 1's state machine, whose `next` may be pending.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures::{Stream, StreamExt};
use jacobio::runtime::LocalRuntime;
use jacobio::time::{Duration, Instant, Sleep, pause, sleep};

const SECOND: Duration = Duration::from_secs(1);

/// Counts down, one number a second.
struct Countdown {
    left: u32,
    /// The sleep before the next number. It is kept from poll to poll.
    pause: Pin<Box<Sleep>>,
}

impl Countdown {
    fn from(left: u32) -> Self {
        Self { left, pause: Box::pin(sleep(SECOND)) }
    }
}

impl Stream for Countdown {
    type Item = u32;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<u32>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        ready!(self.pause.as_mut().poll(cx));
        self.pause = Box::pin(sleep(SECOND));
        self.left -= 1;
        Poll::Ready(Some(self.left + 1))
    }
}

async fn async_main() {
    pause();
    let start = Instant::now();
    let mut countdown = Countdown::from(3);
    while let Some(number) = countdown.next().await {
        println!("{} s: {number}", start.elapsed().as_secs());
    }
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
