//! What becomes of a task that main doesn't await? On jacobio it is dropped.

use jacobio::runtime::LocalRuntime;
use jacobio::task::{spawn_local, yield_now};
use jacobio::time::{Duration, pause, sleep};

struct Farewell;

impl Drop for Farewell {
    fn drop(&mut self) {
        println!("the task is dropped");
    }
}

async fn background() {
    let _farewell = Farewell;
    println!("the task begins");
    sleep(Duration::from_secs(1)).await;
    println!("the task ends");
}

async fn async_main() {
    pause();
    drop(spawn_local(background()));
    yield_now().await;
    println!("main ends");
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
