//! Each philosopher takes the left fork, thinks, and waits for the right one.

use jacobio::runtime::LocalRuntime;
use jacobio::task::spawn_local;
use jacobio::time::{Duration, sleep};
use std::rc::Rc;
use tokio::sync::Mutex;

async fn philosopher(left: Rc<Mutex<()>>, right: Rc<Mutex<()>>) {
    let _left = left.lock().await;
    sleep(Duration::from_millis(1)).await;
    let _right = right.lock().await;
    println!("eats");
}

async fn async_main() {
    let forks = [(); 3].map(|()| Rc::new(Mutex::new(())));
    let fork = |number: usize| Rc::clone(&forks[number % forks.len()]);
    let seats = [0, 1, 2].map(|seat| spawn_local(philosopher(fork(seat), fork(seat + 1))));
    for seat in seats {
        seat.await.expect("no philosopher panics");
    }
}

fn main() {
    LocalRuntime::new().expect("it never fails").block_on(async_main());
}
