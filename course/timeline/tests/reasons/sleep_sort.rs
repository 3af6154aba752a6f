//! Sorts numbers by sleeping.

use jacobio::runtime::LocalRuntime;
use jacobio::task::spawn_local;
use jacobio::time::{Duration, sleep};

async fn show(number: u64) {
    sleep(Duration::from_millis(number)).await;
    println!("{number}");
}

async fn async_main() {
    for task in [30, 10, 20].map(|number| spawn_local(show(number))) {
        task.await.expect("it never panics");
    }
}

fn main() {
    LocalRuntime::new().expect("it never fails").block_on(async_main());
}
