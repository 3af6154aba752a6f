//! Lets real time pass before the clock is paused.

use std::io;

use jacobio::{
    runtime::LocalRuntime,
    time::{Duration, Instant, sleep},
};

async fn async_main() {
    sleep(Duration::from_millis(5)).await;
}

fn main() -> io::Result<()> {
    let start = Instant::now();
    while start.elapsed() < Duration::from_millis(1) {}
    // The recorder pauses the clock here.
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
