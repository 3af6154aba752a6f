//! What becomes of a task, its result and its timer when the handle, main or the runtime goes
//! first?

use jacobio::runtime::LocalRuntime;
use jacobio::task::{JoinHandle, spawn_local, yield_now};
use jacobio::time::{Duration, pause, sleep};

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
    yield_now().await; // the task begins
    handle
}

fn main() -> std::io::Result<()> {
    let runtime = LocalRuntime::new()?;
    runtime.block_on(async {
        pause();
        println!("the handle goes first:");
        drop(spawned().await);
        sleep(Duration::from_secs(2)).await;
    });

    println!("main goes first:");
    let handle = runtime.block_on(spawned());
    println!("  finished: {}", handle.is_finished());
    println!("main runs again:");
    runtime.block_on(async { sleep(Duration::from_secs(2)).await });
    println!("  finished: {}", handle.is_finished());
    println!("the handle goes:");
    drop(handle);

    println!("the runtime goes first:");
    let handle = runtime.block_on(spawned());
    drop(runtime);
    let result = LocalRuntime::new()?.block_on(handle);
    println!("  cancelled: {}", result.is_err_and(|error| error.is_cancelled()));
    Ok(())
}
