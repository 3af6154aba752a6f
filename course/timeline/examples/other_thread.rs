//! A task that waits for another thread. No timer can wake it, so the thread of the loop parks
//! until the other thread calls the task's waker.
//!
//! Edit it: leave out the call of the waker.

use std::future::poll_fn;
use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};
use std::thread;

use jacobio::{runtime::LocalRuntime, task::spawn_local};

/// What the task and the thread share.
#[derive(Default)]
struct Shared {
    sum: Option<u32>,
    waker: Option<Waker>,
}

/// What the thread does.
fn add_up(shared: &Mutex<Shared>, start: &Receiver<()>) {
    start.recv().expect("the task waits for the sum");
    let sum = (1..=100).sum();
    let waker = {
        let mut shared = shared.lock().expect("no panic while locked");
        shared.sum = Some(sum);
        shared.waker.take()
    };
    // The result is there before the wake-up, and the lock is free.
    waker.expect("the task has kept its waker").wake();
}

/// What the task does.
async fn sum(shared: Arc<Mutex<Shared>>, start: Sender<()>) -> u32 {
    poll_fn(|cx| {
        let mut shared = shared.lock().expect("no panic while locked");
        if let Some(sum) = shared.sum {
            return Poll::Ready(sum);
        }
        // At each poll: the task may have another waker than before.
        shared.waker = Some(cx.waker().clone());
        // Only now, so that the thread finds a waker. It takes the first of these and no other.
        let _ = start.send(());
        Poll::Pending
    })
    .await
}

async fn async_main() {
    let shared = Arc::new(Mutex::new(Shared::default()));
    let for_the_thread = Arc::clone(&shared);
    let (start, started) = channel();
    let worker = thread::Builder::new().name("worker".to_owned());
    let worker = worker.spawn(move || add_up(&for_the_thread, &started)).expect("it can start");

    println!("main: waits for the sum");
    let sum = spawn_local(sum(shared, start));
    println!("main: {}", sum.await.expect("the task never panics"));
    worker.join().expect("the thread never panics");
}

fn main() -> io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
