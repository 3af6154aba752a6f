//! The receiver waits for the end of a channel that has one more sender.

use jacobio::{runtime::LocalRuntime, task::spawn_local};
use tokio::sync::mpsc;

async fn send(number: u32, numbers: mpsc::Sender<u32>) {
    numbers.send(number).await.expect("main listens");
}

async fn async_main() {
    let (sender, mut numbers) = mpsc::channel(4);
    for number in 1..=2 {
        spawn_local(send(number, sender.clone()));
    }
    // `sender` itself is still here.
    while let Some(number) = numbers.recv().await {
        println!("{number}");
    }
}

fn main() {
    LocalRuntime::new().expect("it never fails").block_on(async_main());
}
