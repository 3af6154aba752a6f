//! The bug: a lock of the standard library is held over an await. The second task would block the
//! only thread, and the first could never unlock it. `try_lock` shows it without hanging.

use std::rc::Rc;
use std::sync::Mutex;

use jacobio::runtime::LocalRuntime;
use jacobio::task::{spawn_local, yield_now};

#[expect(clippy::await_holding_lock, reason = "this is the bug")]
async fn work(name: &'static str, lock: Rc<Mutex<()>>) {
    let Ok(_guard) = lock.try_lock() else {
        println!("{name}: lock() would block the thread forever");
        return;
    };
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
