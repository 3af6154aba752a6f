//! A lock of the standard library, held over an await.

use jacobio::runtime::LocalRuntime;
use jacobio::task::spawn_local;
use jacobio::time::{Duration, sleep};
use std::rc::Rc;
use std::sync::Mutex;

async fn teller(account: Rc<Mutex<u32>>) {
    let mut money = account.lock().expect("it never panics");
    sleep(Duration::from_millis(1)).await;
    *money += 1;
}

async fn async_main() {
    let account = Rc::default();
    let [one, two] = [(); 2].map(|()| spawn_local(teller(Rc::clone(&account))));
    one.await.expect("it never panics");
    two.await.expect("it never panics");
}

fn main() {
    LocalRuntime::new().expect("it never fails").block_on(async_main());
}
