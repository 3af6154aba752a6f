//! The fix: main awaits what it has spawned.

use jacobio::runtime::LocalRuntime;
use jacobio::task::{JoinError, spawn_local};
use jacobio::time::{Duration, pause, sleep};

async fn background() {
    println!("the task begins");
    sleep(Duration::from_secs(1)).await;
    println!("the task ends");
}

async fn async_main() -> Result<(), JoinError> {
    pause();
    spawn_local(background()).await?;
    println!("main ends");
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    LocalRuntime::new()?.block_on(async_main())?;
    Ok(())
}
