//! The bug: the thread parks, and the waker that should unpark it does nothing.

use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

use futures::channel::oneshot;

/// How long the thread waits before this program gives up. A real loop would wait forever.
const PATIENCE: Duration = Duration::from_millis(200);

fn main() {
    let (sender, receiver) = oneshot::channel();
    thread::spawn(move || {
        thread::sleep(Duration::from_millis(20));
        sender.send("a result")
    });

    let mut receiver = pin!(receiver);
    let mut cx = Context::from_waker(Waker::noop());
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
