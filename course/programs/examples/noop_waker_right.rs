//! The fix: a waker that unparks the thread.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

use futures::channel::oneshot;

const PATIENCE: Duration = Duration::from_secs(20);

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

fn main() {
    let (sender, receiver) = oneshot::channel();
    thread::spawn(move || {
        thread::sleep(Duration::from_millis(20));
        sender.send("a result")
    });

    let mut receiver = pin!(receiver);
    let waker = Arc::new(Unpark(thread::current())).into();
    let mut cx = Context::from_waker(&waker);
    let start = Instant::now();
    while receiver.as_mut().poll(&mut cx) == Poll::Pending {
        thread::park_timeout(PATIENCE);
        if start.elapsed() >= PATIENCE {
            println!("the result is there, and the thread was not woken");
            return;
        }
    }
    println!("woken");
}
