//! Beside `collected.py`: the event loop owns its tasks, so a dropped handle takes nothing along.

use std::future::pending;

use jacobio::runtime::LocalRuntime;
use jacobio::task::spawn_local;
use jacobio::time::{Duration, pause, sleep};

struct Told(&'static str);

impl Drop for Told {
    fn drop(&mut self) {
        println!("{} is dropped", self.0);
    }
}

async fn async_main() {
    pause();
    drop(spawn_local(async {
        let _told = Told("the one that waits for nothing");
        pending::<()>().await;
    }));
    drop(spawn_local(async {
        let _told = Told("the sleeper");
        sleep(Duration::from_secs(2)).await;
        println!("the sleeper ends");
    }));
    sleep(Duration::from_secs(4)).await;
    println!("main ends");
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
