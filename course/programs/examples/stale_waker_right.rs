//! The fix: the future keeps the waker of its latest poll.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use jacobio::runtime::LocalRuntime;
use jacobio::task::spawn_local;
use jacobio::time::{Duration, pause, sleep, timeout};

#[derive(Default)]
struct Flag {
    is_set: Cell<bool>,
    waker: RefCell<Option<Waker>>,
}

impl Flag {
    fn poll(&self, cx: &mut Context<'_>) -> Poll<()> {
        if self.is_set.get() {
            Poll::Ready(())
        } else {
            self.waker.replace(Some(cx.waker().clone()));
            Poll::Pending
        }
    }

    fn set(&self) {
        self.is_set.set(true);
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

async fn async_main() {
    pause();
    let flag = Rc::new(Flag::default());

    // Main polls the future once, and then gives it to a task.
    let waiting = Rc::clone(&flag);
    let mut until_set = poll_fn(move |cx| waiting.poll(cx));
    let _ = timeout(Duration::from_secs(1), &mut until_set).await;
    let task = spawn_local(until_set);

    sleep(Duration::from_secs(1)).await;
    flag.set();
    match timeout(Duration::from_secs(3600), task).await {
        Ok(_) => println!("the task has seen the flag"),
        Err(_) => println!("an hour later, the task still waits"),
    }
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
