//! A lost wake-up: a future that is pending and keeps no waker. On a loop that polls only what was
//! woken, the task is never polled again. The busy loop polls it anyway.
//!
//! Edit it: keep the waker in `poll` and call it in `open`.

use std::cell::Cell;
use std::future::poll_fn;
use std::io;
use std::rc::Rc;
use std::task::Poll;

use jacobio::{
    runtime::LocalRuntime,
    task::spawn_local,
    time::{Duration, sleep},
};

#[derive(Default)]
struct Gate {
    open: Cell<bool>,
}

impl Gate {
    fn open(&self) {
        self.open.set(true);
    }

    async fn wait(&self) {
        poll_fn(|_| {
            if self.open.get() {
                return Poll::Ready(());
            }
            // Here the waker is lost: `cx.waker().clone()` should be kept for `open`.
            Poll::Pending
        })
        .await;
    }
}

async fn visitor(gate: Rc<Gate>) {
    println!("visitor: waits at the gate");
    gate.wait().await;
    println!("visitor: is in");
}

async fn async_main() {
    let gate = Rc::new(Gate::default());
    let visitor = spawn_local(visitor(Rc::clone(&gate)));

    sleep(Duration::from_millis(1)).await;
    gate.open();
    println!("main: the gate is open");

    visitor.await.expect("the visitor never panics");
    println!("done");
}

fn main() -> io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
