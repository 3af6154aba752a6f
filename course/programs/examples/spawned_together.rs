//! Two naps of a second, each a task.

use jacobio::runtime::LocalRuntime;
use jacobio::task::{JoinError, spawn_local};
use jacobio::time::{Duration, Instant, pause, sleep};

async fn nap() {
    sleep(Duration::from_secs(1)).await;
}

async fn async_main() -> Result<(), JoinError> {
    pause();
    let start = Instant::now();

    let one = spawn_local(nap());
    let two = spawn_local(nap());
    one.await?;
    two.await?;
    println!("{} s", start.elapsed().as_secs());
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    LocalRuntime::new()?.block_on(async_main())?;
    Ok(())
}
