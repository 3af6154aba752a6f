//! Predict: what does an aborted task still do?

use jacobio::runtime::LocalRuntime;
use jacobio::task::{spawn_local, yield_now};

struct Farewell;

impl Drop for Farewell {
    fn drop(&mut self) {
        println!("dropped");
    }
}

async fn async_main() {
    let task = spawn_local(async {
        let _farewell = Farewell;
        println!("begins");
        yield_now().await;
        println!("ends");
    });
    yield_now().await;
    task.abort();
    println!("aborted");
    println!("{:?}", task.await.map_err(|error| error.is_cancelled()));
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
