//! Predict: what becomes of a task whose handle is dropped, and of one that main outlives?

use jacobio::runtime::LocalRuntime;
use jacobio::task::spawn_local;
use jacobio::time::{Duration, pause, sleep};

async fn async_main() {
    pause();
    spawn_local(async {
        sleep(Duration::from_secs(1)).await;
        println!("short");
        spawn_local(async {
            sleep(Duration::from_secs(5)).await;
            println!("long");
        });
    });
    sleep(Duration::from_secs(3)).await;
    println!("main ends");
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
