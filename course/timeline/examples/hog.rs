//! A task that hogs the thread: it works on without an `.await`, and no other task is polled
//! meanwhile. The timers of the others are late. A simulated clock wouldn't show that, so the
//! timeline runs it on the real one.
//!
//! Edit it: call `yield_now().await` after each part.

use std::io;
use std::thread;

use jacobio::{
    runtime::LocalRuntime,
    task::spawn_local,
    time::{Duration, sleep},
};

async fn ticker() {
    for tick in 1..=3 {
        println!("tick {tick}");
        sleep(Duration::from_millis(10)).await;
    }
}

async fn hog() {
    sleep(Duration::from_millis(5)).await;
    for part in 1..=3 {
        println!("hog: part {part}");
        // Blocks the thread, as a long computation would.
        thread::sleep(Duration::from_millis(10));
    }
}

async fn async_main() {
    let ticker = spawn_local(ticker());
    let hog = spawn_local(hog());
    ticker.await.expect("the ticker never panics");
    hog.await.expect("the hog never panics");
}

fn main() -> io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
