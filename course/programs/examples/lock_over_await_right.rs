//! The fix: a lock that is awaited. The second task is suspended, and the thread goes on.

use std::rc::Rc;

use jacobio::runtime::LocalRuntime;
use jacobio::task::{spawn_local, yield_now};
use tokio::sync::Mutex;

async fn work(name: &'static str, lock: Rc<Mutex<()>>) {
    let _guard = lock.lock().await;
    println!("{name}: locked");
    yield_now().await;
    println!("{name}: unlocks");
}

async fn async_main() {
    let lock = Rc::new(Mutex::new(()));
    let one = spawn_local(work("one", Rc::clone(&lock)));
    let two = spawn_local(work("two", lock));
    one.await.expect("the task doesn't panic");
    two.await.expect("the task doesn't panic");
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
