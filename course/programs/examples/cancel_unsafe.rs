//! Three functions that lose something if they are dropped at the wrong await.

use std::cell::RefCell;

use jacobio::runtime::LocalRuntime;
use jacobio::task::spawn_local;
use jacobio::time::{Duration, pause, sleep, timeout};
use tokio::sync::mpsc::{Receiver, channel};

const SECOND: Duration = Duration::from_secs(1);

/// Loses the first message if it is dropped while it waits for the second.
async fn pair(messages: &mut Receiver<u32>) -> (Option<u32>, Option<u32>) {
    (messages.recv().await, messages.recv().await)
}

/// Loses the money if it is dropped between its two steps.
async fn transfer(from: &RefCell<u32>, to: &RefCell<u32>) {
    *from.borrow_mut() -= 100;
    sleep(SECOND).await; // Asks the other bank.
    *to.borrow_mut() += 100;
}

/// Loses its place in the queue: dropped and called again, it waits from the start.
async fn nap() {
    sleep(3 * SECOND).await;
}

async fn async_main() {
    pause();
    let (send, mut messages) = channel(3);
    spawn_local(async move {
        for number in 1..=3 {
            send.send(number).await.expect("main still receives");
            sleep(2 * SECOND).await;
        }
    });
    let early = timeout(SECOND, pair(&mut messages)).await;
    println!("pair: {early:?}, then {:?}", pair(&mut messages).await);

    let (from, to) = (RefCell::new(500), RefCell::new(0));
    let early = timeout(SECOND / 2, transfer(&from, &to)).await;
    println!("transfer: {early:?}, {} left and {} arrived", from.take(), to.take());

    let naps = async { while timeout(2 * SECOND, nap()).await.is_err() {} };
    println!("naps: {:?} within an hour", timeout(3600 * SECOND, naps).await);
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
