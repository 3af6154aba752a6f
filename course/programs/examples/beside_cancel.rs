//! Beside `cancel.py`.

use jacobio::runtime::LocalRuntime;
use jacobio::task::{spawn_local, yield_now};
use jacobio::time::{Duration, pause, sleep};

struct CleanUp;

impl Drop for CleanUp {
    fn drop(&mut self) {
        println!("cleans up");
    }
}

async fn worker() {
    let _clean_up = CleanUp;
    println!("begins");
    sleep(Duration::from_secs(1)).await;
    println!("ends");
}

async fn async_main() {
    pause();
    let task = spawn_local(worker());
    yield_now().await;
    task.abort();
    match task.await {
        Err(error) if error.is_cancelled() => println!("cancelled"),
        result => println!("{result:?}"),
    }
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
