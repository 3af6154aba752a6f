//! Two sleeps of a second on tokio, kept in variables and then awaited.

use tokio::runtime::LocalRuntime;
use tokio::time::{Duration, Instant, pause, sleep};

async fn async_main() {
    pause();
    let start = Instant::now();

    let one = sleep(Duration::from_secs(1));
    let two = sleep(Duration::from_secs(1));
    one.await;
    two.await;
    println!("{} s", start.elapsed().as_secs());
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
