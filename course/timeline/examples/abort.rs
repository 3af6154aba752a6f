//! A task that is aborted: its future is dropped where it stands, without another poll. Only
//! jacobio and tokio can.
//!
//! Edit it: abort the task before its first poll.

use std::io;

use jacobio::{
    runtime::LocalRuntime,
    task::spawn_local,
    time::{Duration, sleep},
};

/// Prints when it is dropped.
struct Desk;

impl Drop for Desk {
    fn drop(&mut self) {
        println!("the desk is cleared");
    }
}

async fn clerk() {
    let _desk = Desk;
    for form in 1.. {
        println!("clerk: form {form}");
        sleep(Duration::from_millis(10)).await;
    }
}

async fn async_main() {
    let clerk = spawn_local(clerk());
    sleep(Duration::from_millis(25)).await;
    println!("main: closing time");
    clerk.abort();
    if let Err(error) = clerk.await {
        println!("main: cancelled: {}", error.is_cancelled());
    }
}

fn main() -> io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
