//! Predict: the article's program, with one number changed.

use stage4_await::busy::{Duration, LocalRuntime, pause, sleep, spawn_local};

async fn task1() {
    for _ in 0..2 {
        println!("Task 1");
        sleep(Duration::from_secs(0)).await;
    }
}

async fn task2() {
    for _ in 0..3 {
        println!("Task 2");
        sleep(Duration::from_secs(0)).await;
    }
}

async fn async_main() {
    pause();
    let one = spawn_local(task1());
    let two = spawn_local(task2());

    let Ok(()) = one.await;
    println!("task 1 has ended");
    let Ok(()) = two.await;
    println!("done");
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
