//! A time limit of ten milliseconds around work that takes fifty and never yields.

use std::thread;

use jacobio::runtime::LocalRuntime;
use jacobio::time::{Duration, Instant, timeout};

async fn async_main() {
    let start = Instant::now();
    let result = timeout(Duration::from_millis(10), async {
        thread::sleep(Duration::from_millis(50)); // Computes.
        "the answer"
    });
    println!("{:?}", result.await);
    println!("took at least 50 ms: {}", start.elapsed() >= Duration::from_millis(50));
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
