//! What becomes of a task that main doesn't await? On the waking loop, too, it runs to its end.

use stage4_await::waking::{Duration, LocalRuntime, pause, sleep, spawn_local};

async fn background() {
    println!("the task begins");
    sleep(Duration::from_secs(1)).await;
    println!("the task ends");
}

async fn async_main() {
    pause();
    drop(spawn_local(background()));
    sleep(Duration::from_secs(0)).await;
    println!("main ends");
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
