//! The same bug on tokio.

use std::thread;

use tokio::runtime::LocalRuntime;
use tokio::task::spawn_local;
use tokio::time::Duration;

async fn async_main() {
    let tasks = ["a", "b"].map(|name| {
        spawn_local(async move {
            println!("{name} falls asleep");
            thread::sleep(Duration::from_millis(10));
            println!("{name} wakes up");
        })
    });
    for task in tasks {
        task.await.expect("the task doesn't panic");
    }
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
