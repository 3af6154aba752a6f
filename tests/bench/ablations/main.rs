//! Repeats an operation, so that `count.rs` can count its instructions: `ablations yield 1000`.

use std::cell::RefCell;
use std::env;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use jacobio::runtime::LocalRuntime;
use jacobio::task::spawn_local;
use jacobio::time::{Duration, timeout};

/// Is pending once, and wakes itself.
async fn wake_and_wait() {
    let mut pending = true;
    poll_fn(|cx| {
        if !pending {
            return Poll::Ready(());
        }
        pending = false;
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// Yields of a hundred tasks that take turns.
async fn yields(times: usize) {
    let tasks: Vec<_> = (0..100)
        .map(|_| {
            spawn_local(async move {
                for _ in 0..times / 100 {
                    wake_and_wait().await;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("it doesn't panic");
    }
}

/// A channel of one place, which keeps the receiver's waker.
#[derive(Clone, Default)]
struct Channel(Rc<RefCell<(bool, Option<Waker>)>>);

impl Channel {
    fn send(&self) {
        let (full, receiver) = &mut *self.0.borrow_mut();
        *full = true;
        if let Some(receiver) = receiver {
            receiver.wake_by_ref();
        }
    }

    async fn receive(&self) {
        poll_fn(|cx| {
            let (full, receiver) = &mut *self.0.borrow_mut();
            if std::mem::take(full) {
                return Poll::Ready(());
            }
            if !receiver.as_ref().is_some_and(|kept| kept.will_wake(cx.waker())) {
                *receiver = Some(cx.waker().clone());
            }
            Poll::Pending
        })
        .await;
    }
}

/// Messages from one task to another and back.
async fn messages(times: usize) {
    let (there, back) = (Channel::default(), Channel::default());
    let echo = spawn_local({
        let (there, back) = (there.clone(), back.clone());
        async move {
            for _ in 0..times / 2 {
                there.receive().await;
                back.send();
            }
        }
    });
    for _ in 0..times / 2 {
        there.send();
        back.receive().await;
    }
    echo.await.expect("it doesn't panic");
}

async fn spawns(times: usize) {
    for _ in 0..times {
        spawn_local(async {}).await.expect("it doesn't panic");
    }
}

async fn timeouts(times: usize) {
    for _ in 0..times {
        timeout(Duration::from_secs(10), wake_and_wait()).await.expect("it takes no 10 s");
    }
}

fn main() {
    let args: Vec<String> = env::args().collect();
    let [_, what, times] = &args[..] else { panic!("usage: ablations WHAT TIMES") };
    let (what, times) = (what.clone(), times.parse().expect("TIMES is a number"));
    let runtime = LocalRuntime::new().expect("it never fails");
    // In a task, where programs do most of what they do.
    runtime.block_on(async move {
        let task = match &what[..] {
            "yield" => spawn_local(yields(times)),
            "message" => spawn_local(messages(times)),
            "spawn" => spawn_local(spawns(times)),
            "timeout" => spawn_local(timeouts(times)),
            _ => panic!("WHAT is yield, message, spawn or timeout"),
        };
        task.await.expect("it doesn't panic");
    });
}
