//! A task that panics. On jacobio and tokio its handle returns the error and the others go on; on
//! the loops of the course's stage 4 a panic ends the program.
//!
//! Edit it: let `async_main` panic instead.

use std::io;

use jacobio::{
    runtime::LocalRuntime,
    task::spawn_local,
    time::{Duration, sleep},
};

async fn faulty() {
    sleep(Duration::from_millis(10)).await;
    panic!("out of luck");
}

async fn steady() {
    for step in 1..=3 {
        println!("steady: step {step}");
        sleep(Duration::from_millis(8)).await;
    }
}

async fn async_main() {
    let faulty = spawn_local(faulty());
    let steady = spawn_local(steady());
    if let Err(error) = faulty.await {
        println!("main: panicked: {}", error.is_panic());
    }
    steady.await.expect("the steady task never panics");
    println!("done");
}

fn main() -> io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
