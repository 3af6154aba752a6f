//! Three tasks that yield three times, on jacobio.

use jacobio::runtime::LocalRuntime;
use jacobio::task::{spawn_local, yield_now};

async fn task(name: u32) {
    for _ in 0..3 {
        print!("{name} ");
        yield_now().await;
    }
}

async fn async_main() {
    let tasks = [0, 1, 2].map(|name| spawn_local(task(name)));
    for task in tasks {
        task.await.expect("the task doesn't panic");
    }
    println!();
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
