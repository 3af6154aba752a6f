//! What goes on after the future that waited for it is dropped: a thread, and a task.

use std::sync::mpsc;
use std::thread;

use jacobio::runtime::LocalRuntime;
use jacobio::task::{spawn_local, yield_now};
use jacobio::time::{Duration, timeout};
use tokio::sync::oneshot;

async fn async_main() {
    let (done, is_done) = mpsc::channel();
    let on_a_thread = async {
        let (send, result) = oneshot::channel();
        thread::spawn(move || {
            thread::sleep(Duration::from_millis(30));
            // Nobody receives the result any more.
            done.send(send.send(42)).expect("main still receives");
        });
        result.await
    };
    println!("{:?}", timeout(Duration::from_millis(10), on_a_thread).await);
    println!("the thread finished, and its result came back: {:?}", is_done.recv());

    drop(spawn_local(async { println!("the task finished") }));
    yield_now().await;
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
