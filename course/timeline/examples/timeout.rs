//! A time limit. What takes too long is dropped where it stands.
//!
//! Edit it: make the limit equal to the time that the answer takes.

use std::io;

use jacobio::{
    runtime::LocalRuntime,
    time::{Duration, sleep, timeout},
};

async fn answer(milliseconds: u64) -> u32 {
    sleep(Duration::from_millis(milliseconds)).await;
    42
}

async fn async_main() {
    for milliseconds in [50, 200] {
        match timeout(Duration::from_millis(100), answer(milliseconds)).await {
            Ok(answer) => println!("after {milliseconds} ms: {answer}"),
            Err(error) => println!("{milliseconds} ms are too long: {error}"),
        }
    }
}

fn main() -> io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
