//! Predict: when do the lines of an async block and of a task run?

use stage4_await::busy::{LocalRuntime, spawn_local};

async fn async_main() {
    let future = async { println!("future") };
    let task = spawn_local(async { println!("task") });
    println!("main");

    let Ok(()) = task.await;
    future.await;
    println!("done");
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
