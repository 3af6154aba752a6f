//! Dropping a future stops it. Dropping a task's handle doesn't stop the task.

use jacobio::runtime::LocalRuntime;
use jacobio::task::spawn_local;
use jacobio::time::{Duration, pause, sleep, timeout};

const SECOND: Duration = Duration::from_secs(1);

async fn save(what: &str) {
    sleep(2 * SECOND).await;
    println!("{what} saved");
}

async fn async_main() {
    pause();
    println!("future: {:?}", timeout(SECOND, save("future")).await);
    println!("task: {:?}", timeout(SECOND, spawn_local(save("task"))).await.map(drop));
    sleep(2 * SECOND).await;
    println!("main ends");
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
