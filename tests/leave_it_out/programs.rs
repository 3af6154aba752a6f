//! Programs on stage 4's textbook loop, each of which fails if a line of the loop that it needs is
//! left out. `main.rs` compiles this file beside a copy of `waking.rs`, with and without each
//! change.

// Copies of the loop and of the clock that it reads.
mod counts;
#[path = "clock.rs"]
mod real_clock;
#[allow(dead_code)]
mod waking;

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;
use std::{env, thread};

use counts::{IS_COUNTING, clock, count};
use waking::{JoinHandle, LocalRuntime, sleep, spawn_local};

const MS: Duration = Duration::from_millis(1);

fn main() {
    let program = env::args().nth(1).expect("the name of a program");
    let runtime = LocalRuntime::new().expect("it never fails");
    match program.as_str() {
        "article" => runtime.block_on(article()),
        "counted" => runtime.block_on(counted()),
        "alternate" => runtime.block_on(alternate()),
        "moved" => runtime.block_on(moved()),
        "moved_handle" => runtime.block_on(moved_handle()),
        "other_thread" => runtime.block_on(other_thread()),
        "woken_twice" => runtime.block_on(woken_twice()),
        "polls_at_once" => runtime.block_on(polls_at_once()),
        "yields" => runtime.block_on(yields()),
        _ => panic!("no program is called {program}"),
    }
}

/// The article's last program, a hundred times as fast.
async fn article() {
    let one = spawn_local(async {
        for _ in 0..2 {
            println!("Task 1");
            sleep(10 * MS).await;
        }
    });
    let two = spawn_local(async {
        for _ in 0..3 {
            println!("Task 2");
            sleep(0 * MS).await;
        }
    });
    let Ok(()) = one.await;
    let Ok(()) = two.await;
    println!("done");
}

/// A sleep whose polls are counted, as are the readings of the clock.
async fn counted() {
    IS_COUNTING.set(true);
    let mut nap = pin!(sleep(50 * MS));
    poll_fn(|cx| {
        count("polls", 100);
        nap.as_mut().poll(cx)
    })
    .await;
    println!("slept");
}

/// Two tasks that let each other go first.
async fn alternate() {
    for name in ["a", "b"] {
        spawn_local(async move {
            for _ in 0..2 {
                println!("{name}");
                sleep(0 * MS).await;
            }
        });
    }
}

/// Polls `future` once, which must be pending.
async fn poll_once(future: &mut (impl Future + Unpin)) {
    let pending = poll_fn(|cx| Poll::Ready(pin!(&mut *future).poll(cx).is_pending()));
    assert!(pending.await);
}

/// A sleep that one task polls first, and another one then.
async fn moved() {
    let mut nap = Box::pin(sleep(10 * MS));
    poll_once(&mut nap).await;
    spawn_local(async {
        nap.await;
        println!("slept");
    });
}

/// A handle that one task polls first, and another one then.
async fn moved_handle() {
    let mut handle = spawn_local(sleep(10 * MS));
    poll_once(&mut handle).await;
    spawn_local(async {
        let Ok(()) = handle.await;
        println!("joined");
    });
}

/// A wake-up from another thread, while no timer is set.
async fn other_thread() {
    let mut other = None;
    poll_fn(|cx| {
        if other.is_some() {
            return Poll::Ready(());
        }
        let waker = cx.waker().clone();
        other = Some(thread::spawn(move || {
            thread::sleep(10 * MS);
            waker.wake();
        }));
        Poll::Pending
    })
    .await;
    println!("woken");
}

/// A task that is woken twice, and ends when it is polled for the first of the two.
async fn woken_twice() {
    let mut polled = false;
    poll_fn(move |cx| {
        if polled {
            return Poll::Ready(());
        }
        polled = true;
        cx.waker().wake_by_ref();
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
    // Another task, so that the loop goes on after this one has ended.
    spawn_local(async {
        sleep(0 * MS).await;
        println!("ended");
    });
}

/// A task that wakes itself until another one has slept.
async fn yields() {
    IS_COUNTING.set(true);
    let slept = Rc::new(Cell::new(false));
    let seen = Rc::clone(&slept);
    spawn_local(async move {
        sleep(MS).await;
        println!("slept");
        slept.set(true);
    });
    poll_fn(move |cx| {
        if seen.get() {
            return Poll::Ready(());
        }
        // So that a slow machine doesn't lead to many polls.
        thread::sleep(MS);
        count("polls", 100);
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

thread_local! {
    /// The handle that a `PollsAtOnce` polls.
    static HANDLE: RefCell<Option<JoinHandle<&'static str>>> = const { RefCell::new(None) };
}

/// A waker of another kind: to wake is to poll, there and then.
struct PollsAtOnce;

impl Wake for PollsAtOnce {
    fn wake(self: Arc<Self>) {
        let waker = Waker::from(self);
        HANDLE.with_borrow_mut(|handle| {
            let handle = handle.as_mut().expect("it is set before it is polled");
            if let Poll::Ready(Ok(result)) = pin!(handle).poll(&mut Context::from_waker(&waker)) {
                println!("{result}");
            }
        });
    }
}

/// A handle that is polled by a waker which polls at once.
async fn polls_at_once() {
    HANDLE.set(Some(spawn_local(async { "result" })));
    Waker::from(Arc::new(PollsAtOnce)).wake();
    sleep(0 * MS).await;
    println!("end");
}
