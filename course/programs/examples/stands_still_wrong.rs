//! No page takes longer than seven seconds. Why does one of them exceed its limit of eight?

use futures::StreamExt;
use futures::stream;
use jacobio::runtime::LocalRuntime;
use jacobio::time::{Duration, Instant, pause, sleep, timeout};

const SECOND: Duration = Duration::from_secs(1);

async fn fetch(page: u32) -> String {
    let steps = async {
        sleep(2 * page * SECOND).await; // Connects.
        sleep(SECOND).await; // Reads.
    };
    match timeout(8 * SECOND, steps).await {
        Ok(()) => format!("page {page}"),
        Err(_) => format!("page {page} took too long"),
    }
}

async fn async_main() {
    pause();
    let start = Instant::now();
    let mut pages = stream::iter(1..=3).map(fetch).buffered(2);
    while let Some(page) = pages.next().await {
        println!("{} s: {page}", start.elapsed().as_secs());
        sleep(5 * SECOND).await; // Saves it.
    }
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
