//! The bug: on the textbook loop, the panic of one task ends them all.

use stage4_await::waking::{Duration, LocalRuntime, pause, sleep, spawn_local};

async fn works() {
    sleep(Duration::from_secs(1)).await;
    println!("the other works");
}

async fn async_main() {
    pause();
    let one = spawn_local(async { panic!("one task fails") });
    let two = spawn_local(works());
    println!("{:?}", one.await);
    println!("{:?}", two.await);
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
