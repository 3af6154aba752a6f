//! Two actors with full mailboxes: each waits for room in that of the other.

use jacobio::{runtime::LocalRuntime, task::spawn_local};
use tokio::sync::mpsc::{self, Receiver, Sender};

async fn actor(mut mailbox: Receiver<u32>, other: Sender<u32>) {
    for letter in 0..3 {
        other.send(letter).await.expect("the other listens");
    }
    while let Some(letter) = mailbox.recv().await {
        println!("{letter}");
    }
}

async fn async_main() {
    let (to_ann, ann) = mpsc::channel(1);
    let (to_bob, bob) = mpsc::channel(1);
    let ann = spawn_local(actor(ann, to_bob));
    let bob = spawn_local(actor(bob, to_ann));
    ann.await.expect("it never panics");
    bob.await.expect("it never panics");
}

fn main() {
    LocalRuntime::new().expect("it never fails").block_on(async_main());
}
