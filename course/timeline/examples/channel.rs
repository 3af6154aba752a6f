//! A channel with room for one message: the sender waits while it is full, the receiver while it is
//! empty. Each wakes the other.
//!
//! Edit it: give the channel more room.

use std::io;

use jacobio::{
    runtime::LocalRuntime,
    task::spawn_local,
    time::{Duration, sleep},
};
use tokio::sync::mpsc::{Receiver, Sender, channel};

async fn sender(letters: Sender<char>) {
    for letter in ['a', 'b', 'c'] {
        letters.send(letter).await.expect("the receiver waits for all");
        println!("sent {letter}");
    }
}

async fn receiver(mut letters: Receiver<char>) {
    while let Some(letter) = letters.recv().await {
        println!("received {letter}");
        sleep(Duration::from_millis(10)).await;
    }
}

async fn async_main() {
    let (sending, receiving) = channel(1);
    let receiver = spawn_local(receiver(receiving));
    let sender = spawn_local(sender(sending));
    sender.await.expect("the sender never panics");
    receiver.await.expect("the receiver never panics");
}

fn main() -> io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
