//! Three tasks at work, joined in the order in which they were spawned, not in which they end.
//!
//! Edit it: await each handle as soon as it is there, before the next task is spawned.

use std::io;

use jacobio::{
    runtime::LocalRuntime,
    task::spawn_local,
    time::{Duration, sleep},
};

async fn worker(name: &'static str, milliseconds: u64) -> u64 {
    sleep(Duration::from_millis(milliseconds)).await;
    println!("{name} has ended");
    milliseconds
}

async fn async_main() {
    let slow = spawn_local(worker("slow", 300));
    let quick = spawn_local(worker("quick", 100));
    let middling = spawn_local(worker("middling", 200));

    let mut sum = 0;
    for handle in [slow, quick, middling] {
        sum += handle.await.expect("no worker panics");
        println!("main: {sum} ms of work so far");
    }
}

fn main() -> io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
