//! Predict: when does the bakery work, if its customer takes a while?

use jacobio::runtime::LocalRuntime;
use jacobio::time::{Duration, Instant, pause, sleep};

struct Bakery {
    opened: Instant,
    baked: u32,
}

impl Bakery {
    async fn next(&mut self) -> u32 {
        self.baked += 1;
        println!("{} s: bakes {}", self.opened.elapsed().as_secs(), self.baked);
        sleep(Duration::from_secs(1)).await;
        self.baked
    }
}

async fn async_main() {
    pause();
    let opened = Instant::now();
    let mut bakery = Bakery { opened, baked: 0 };
    for _ in 1..=2 {
        let loaf = bakery.next().await;
        println!("{} s: eats {loaf}", opened.elapsed().as_secs());
        sleep(Duration::from_secs(10)).await;
    }
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
