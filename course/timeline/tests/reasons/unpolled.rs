//! A future that its task keeps and doesn't poll.

use futures::future::{Either, select};
use jacobio::runtime::LocalRuntime;
use jacobio::time::{Duration, sleep};
use std::pin::pin;

async fn async_main() {
    let soup = pin!(sleep(Duration::from_millis(10)));
    let bread = pin!(sleep(Duration::from_millis(1)));
    if let Either::Right(((), soup)) = select(soup, bread).await {
        println!("bread");
        sleep(Duration::from_millis(20)).await;
        soup.await;
        println!("soup");
    }
}

fn main() {
    LocalRuntime::new().expect("it never fails").block_on(async_main());
}
