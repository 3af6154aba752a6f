//! What becomes of a task and its result when the handle, main or the task goes first? On the
//! waking loop.

use stage4_await::waking::{Duration, JoinHandle, LocalRuntime, pause, sleep, spawn_local};

struct Loud(&'static str);

impl Drop for Loud {
    fn drop(&mut self) {
        println!("  {} is dropped", self.0);
    }
}

async fn task() -> Loud {
    let _variable = Loud("its variable");
    sleep(Duration::from_secs(1)).await;
    println!("  the task ends");
    Loud("its result")
}

async fn spawned() -> JoinHandle<Loud> {
    let handle = spawn_local(task());
    sleep(Duration::ZERO).await; // the task begins
    handle
}

async fn async_main() -> JoinHandle<Loud> {
    let handle = spawned().await;
    println!("  main ends");
    handle
}

fn main() -> std::io::Result<()> {
    let runtime = LocalRuntime::new()?;
    runtime.block_on(async {
        pause();
        println!("the handle goes first:");
        drop(spawned().await);
        sleep(Duration::from_secs(2)).await;
        println!("main ends");
    });

    println!("main goes first:");
    let handle = runtime.block_on(async_main());
    println!("block_on has returned, the task has gone first:");
    let result = runtime.block_on(handle);
    println!("  the handle returns its result: {}", result.is_ok());
    Ok(())
}
