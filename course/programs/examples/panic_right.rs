//! The fix: in jacobio as in tokio, a panic ends its own task. It is seen where that is joined.

use jacobio::runtime::LocalRuntime;
use jacobio::task::spawn_local;
use jacobio::time::{Duration, pause, sleep};

async fn works() {
    sleep(Duration::from_secs(1)).await;
    println!("the other works");
}

async fn async_main() {
    pause();
    let one = spawn_local(async { panic!("one task fails") });
    let two = spawn_local(works());
    println!("panicked: {}", one.await.is_err_and(|error| error.is_panic()));
    println!("panicked: {}", two.await.is_err_and(|error| error.is_panic()));
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
