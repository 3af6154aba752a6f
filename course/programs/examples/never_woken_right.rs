//! The fix: the future keeps its waker where the flag is set, and setting the flag wakes.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use jacobio::runtime::LocalRuntime;
use jacobio::task::spawn_local;
use jacobio::time::{Duration, pause, sleep, timeout};

#[derive(Default)]
struct Flag {
    is_set: Cell<bool>,
    waker: RefCell<Option<Waker>>,
}

async fn async_main() {
    pause();
    let flag = Rc::new(Flag::default());
    let setter = Rc::clone(&flag);
    spawn_local(async move {
        sleep(Duration::from_secs(1)).await;
        setter.is_set.set(true);
        if let Some(waker) = setter.waker.take() {
            waker.wake();
        }
    });

    let task = spawn_local(poll_fn(move |cx| {
        if flag.is_set.get() {
            return Poll::Ready(());
        }
        flag.waker.replace(Some(cx.waker().clone()));
        Poll::Pending
    }));
    match timeout(Duration::from_secs(3600), task).await {
        Ok(_) => println!("the task has seen the flag"),
        Err(_) => println!("an hour later, the task still waits"),
    }
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
