//! The bug: a future is polled after it was ready.

use std::pin::pin;
use std::task::{Context, Waker};

fn main() {
    let mut future = pin!(async { 6 * 7 });
    let mut cx = Context::from_waker(Waker::noop());

    println!("{:?}", future.as_mut().poll(&mut cx));
    println!("{:?}", future.as_mut().poll(&mut cx));
}
