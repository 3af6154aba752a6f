//! Futurelock: a future's turn for the lock has come, and its task no longer polls the future.

use std::pin::pin;

use jacobio::runtime::LocalRuntime;
use jacobio::task::{spawn_local, yield_now};
use jacobio::time::{Duration, pause, sleep, timeout};
use tokio::sync::Mutex;

static TILL: Mutex<()> = Mutex::const_new(());

async fn buy(what: &str) {
    let _turn = TILL.lock().await;
    println!("{what} bought");
}

async fn shop() {
    let mut bread = pin!(buy("bread"));
    tokio::select! {
        biased;
        () = &mut bread => println!("bread was quick"),
        () = sleep(Duration::from_secs(1)) => {
            println!("bread takes too long, soup first");
            buy("soup").await;
            bread.await;
        }
    }
}

async fn async_main() {
    pause();
    spawn_local(async {
        let _turn = TILL.lock().await;
        sleep(Duration::from_secs(2)).await;
        println!("the customer before us leaves");
    });
    yield_now().await;
    match timeout(Duration::from_secs(3600), shop()).await {
        Ok(()) => println!("done"),
        Err(_) => println!("still waiting after an hour"),
    }
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
