//! An `async fn` that calls itself: its state would contain itself, so the inner one goes on the
//! heap.

use jacobio::runtime::LocalRuntime;

async fn countdown(from: u32) {
    if from > 0 {
        println!("{from}");
        Box::pin(countdown(from - 1)).await;
    }
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(countdown(3));
    Ok(())
}
