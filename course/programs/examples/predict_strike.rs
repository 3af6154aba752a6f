//! Predict: where can an abort strike?

use jacobio::runtime::LocalRuntime;
use jacobio::task::{spawn_local, yield_now};

async fn async_main() {
    let task = spawn_local(async {
        println!("one");
        println!("two");
        yield_now().await;
        println!("three");
        yield_now().await;
        println!("four");
    });
    yield_now().await;
    yield_now().await;
    task.abort();
    println!("aborted, finished: {}", task.is_finished());
    println!("cancelled: {}", task.await.is_err());
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
