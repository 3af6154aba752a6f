//! A program as people post it: on tokio, with its macro, and tasks for several threads.

use tokio::sync::mpsc;
use tokio::time::{Duration, sleep};

#[tokio::main]
async fn main() {
    let (sender, mut receiver) = mpsc::channel(1);
    let worker = tokio::spawn(async move {
        sleep(Duration::from_millis(10)).await;
        sender.send("done").await.unwrap();
    });
    println!("{:?}", receiver.recv().await);
    worker.await.unwrap();
}
