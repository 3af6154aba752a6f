//! Sleeps behind combinators that have wakers of their own.

use futures::future::{FutureExt, join_all};
use futures::stream::{self, FuturesUnordered, StreamExt};
use jacobio::runtime::LocalRuntime;
use jacobio::task::spawn_local;
use jacobio::time::{Duration, sleep, timeout};

async fn nap(ms: u64) -> u64 {
    sleep(Duration::from_millis(ms)).await;
    ms
}

async fn sharer(nap: impl Future<Output = u64>) {
    println!("shared: {}", nap.await);
}

async fn async_main() {
    let buffered: Vec<_> = stream::iter([30, 10, 20]).map(nap).buffered(2).collect().await;
    println!("buffered: {buffered:?}");

    let mut unordered: FuturesUnordered<_> = [30, 10, 10].map(nap).into_iter().collect();
    while let Some(ms) = unordered.next().await {
        println!("unordered: {ms}");
    }

    println!("join_all: {}", join_all((1..=40).map(nap)).await.len());

    let limited = timeout(Duration::from_millis(20), nap(10));
    let limited: FuturesUnordered<_> = [limited].into_iter().collect();
    println!("limited: {:?}", limited.collect::<Vec<_>>().await);

    let shared = nap(10).boxed_local().shared();
    let [one, two] = [shared.clone(), shared].map(|nap| spawn_local(sharer(nap)));
    one.await.expect("it never panics");
    two.await.expect("it never panics");
}

fn main() {
    LocalRuntime::new().expect("it never fails").block_on(async_main());
}
