//! A task that waits for a value by yielding, and another that would set it later.

use jacobio::runtime::LocalRuntime;
use jacobio::task::{spawn_local, yield_now};
use std::cell::Cell;
use std::future::pending;
use std::rc::Rc;

async fn spinner(ready: Rc<Cell<bool>>) {
    while !ready.get() {
        yield_now().await;
    }
}

async fn setter(ready: Rc<Cell<bool>>) {
    pending::<()>().await;
    ready.set(true);
}

async fn async_main() {
    let ready = Rc::default();
    let spinner = spawn_local(spinner(Rc::clone(&ready)));
    spawn_local(setter(ready));
    println!("main: waits");
    spinner.await.expect("it never panics");
}

fn main() {
    LocalRuntime::new().expect("it never fails").block_on(async_main());
}
