//! Two naps of a second, joined in one task.

use futures::join;
use jacobio::runtime::LocalRuntime;
use jacobio::time::{Duration, Instant, pause, sleep};

async fn nap() {
    sleep(Duration::from_secs(1)).await;
}

async fn async_main() {
    pause();
    let start = Instant::now();

    join!(nap(), nap());
    println!("{} s", start.elapsed().as_secs());
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
