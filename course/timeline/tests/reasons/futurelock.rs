//! The lock's turn comes to a future that `select!` keeps and doesn't poll.

use jacobio::runtime::LocalRuntime;
use jacobio::task::spawn_local;
use jacobio::time::{Duration, sleep};
use std::pin::pin;
use std::rc::Rc;
use tokio::sync::Mutex;

async fn hold(lock: Rc<Mutex<()>>) {
    let _guard = lock.lock().await;
    sleep(Duration::from_millis(10)).await;
}

async fn async_main() {
    let lock = Rc::new(Mutex::new(()));
    spawn_local(hold(Rc::clone(&lock)));
    sleep(Duration::from_millis(1)).await;

    let mut first = pin!(lock.lock());
    tokio::select! {
        _guard = &mut first => println!("first has the lock"),
        () = sleep(Duration::from_millis(1)) => {
            let _guard = lock.lock().await;
            println!("second has the lock");
        }
    }
}

fn main() {
    LocalRuntime::new().expect("it never fails").block_on(async_main());
}
