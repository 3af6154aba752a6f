//! The bug: the future is pending and keeps no waker. Nothing will wake its task.

use std::cell::Cell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;

use jacobio::runtime::LocalRuntime;
use jacobio::task::spawn_local;
use jacobio::time::{Duration, pause, sleep, timeout};

async fn async_main() {
    pause();
    let flag = Rc::new(Cell::new(false));
    let setter = Rc::clone(&flag);
    spawn_local(async move {
        sleep(Duration::from_secs(1)).await;
        setter.set(true);
    });

    let task =
        spawn_local(poll_fn(move |_| if flag.get() { Poll::Ready(()) } else { Poll::Pending }));
    match timeout(Duration::from_secs(3600), task).await {
        Ok(_) => println!("the task has seen the flag"),
        Err(_) => println!("an hour later, the task still waits"),
    }
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
