//! The fix: poll until the future is ready, and no further.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

fn main() {
    let mut future = pin!(async { 6 * 7 });
    let mut cx = Context::from_waker(Waker::noop());

    let result = loop {
        if let Poll::Ready(result) = future.as_mut().poll(&mut cx) {
            break result;
        }
    };
    println!("{result}");
}
