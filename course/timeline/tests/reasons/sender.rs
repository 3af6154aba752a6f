//! The sender sends, and ends in the same poll.

use jacobio::{runtime::LocalRuntime, task::spawn_local};
use tokio::sync::mpsc;

async fn cook(orders: mpsc::Sender<&'static str>) {
    orders.send("soup").await.expect("the guest listens");
}

async fn guest(mut orders: mpsc::Receiver<&'static str>) {
    println!("{:?}", orders.recv().await);
}

async fn async_main() {
    let (sender, receiver) = mpsc::channel(1);
    let guest = spawn_local(guest(receiver));
    spawn_local(cook(sender));
    guest.await.expect("the guest never panics");
}

fn main() {
    LocalRuntime::new().expect("it never fails").block_on(async_main());
}
