//! Two naps of a second, kept in variables and then awaited.

use jacobio::runtime::LocalRuntime;
use jacobio::time::{Duration, Instant, pause, sleep};

async fn nap() {
    sleep(Duration::from_secs(1)).await;
}

async fn async_main() {
    pause();
    let start = Instant::now();

    let one = nap();
    let two = nap();
    one.await;
    two.await;
    println!("{} s", start.elapsed().as_secs());
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
