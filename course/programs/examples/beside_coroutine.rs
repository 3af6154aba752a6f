//! The same as `coroutine.py`.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

fn main() {
    let future = pin!(async {
        println!("asked");
        42
    });
    println!("made");
    let mut cx = Context::from_waker(Waker::noop());
    if let Poll::Ready(result) = future.poll(&mut cx) {
        println!("{result}");
    }
}
