//! The same shop, where bread is a task of its own: the event loop polls it.

use std::rc::Rc;

use jacobio::runtime::LocalRuntime;
use jacobio::task::{spawn_local, yield_now};
use jacobio::time::{Duration, pause, sleep, timeout};
use tokio::sync::Mutex;

async fn buy(what: &str, till: Rc<Mutex<()>>) {
    let _turn = till.lock().await;
    println!("{what} bought");
}

async fn shop(till: Rc<Mutex<()>>) {
    let mut bread = spawn_local(buy("bread", Rc::clone(&till)));
    tokio::select! {
        biased;
        _ = &mut bread => println!("bread was quick"),
        () = sleep(Duration::from_secs(1)) => {
            println!("bread takes too long, soup first");
            buy("soup", till).await;
            bread.await.expect("it does not panic");
        }
    }
}

async fn async_main() {
    pause();
    let till = Rc::new(Mutex::new(()));
    let before = Rc::clone(&till);
    spawn_local(async move {
        let _turn = before.lock().await;
        sleep(Duration::from_secs(2)).await;
        println!("the customer before us leaves");
    });
    yield_now().await;
    match timeout(Duration::from_secs(3600), shop(till)).await {
        Ok(()) => println!("done"),
        Err(_) => println!("still waiting after an hour"),
    }
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
