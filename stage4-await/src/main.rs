//! The article's last program.

use std::io;

use jacobio::{
    runtime::LocalRuntime,
    task::spawn_local,
    time::{Duration, pause, sleep},
};

async fn task1() {
    for _ in 0..2 {
        println!("Task 1");
        sleep(Duration::from_secs(1)).await;
    }
}

async fn task2() {
    for _ in 0..3 {
        println!("Task 2");
        sleep(Duration::from_secs(0)).await;
    }
}

async fn async_main(fast: bool) {
    if fast {
        pause();
    }

    let one = spawn_local(task1());
    let two = spawn_local(task2());

    one.await.expect("task 1 never panics");
    two.await.expect("task 2 never panics");

    println!("done");
}

fn main() -> io::Result<()> {
    let [fast] = options::parse(["fast"]);

    LocalRuntime::new()?.block_on(async_main(fast));
    Ok(())
}
