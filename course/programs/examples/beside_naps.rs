//! The same as `naps.py`.

use futures::join;
use jacobio::runtime::LocalRuntime;
use jacobio::task::{JoinError, spawn_local};
use jacobio::time::{Duration, pause, sleep};

async fn nap(name: &str) {
    println!("{name} begins");
    sleep(Duration::from_millis(10)).await;
    println!("{name} ends");
}

async fn async_main() -> Result<(), JoinError> {
    pause();
    println!("one after the other:");
    nap("a").await;
    nap("b").await;

    println!("kept in variables:");
    let one = nap("a");
    let two = nap("b");
    one.await;
    two.await;

    println!("two tasks:");
    let one = spawn_local(nap("a"));
    let two = spawn_local(nap("b"));
    one.await?;
    two.await?;

    println!("gathered:");
    join!(nap("a"), nap("b"));
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    LocalRuntime::new()?.block_on(async_main())?;
    Ok(())
}
