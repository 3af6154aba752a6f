//! A `select!` loop that loses a message now and then.

use jacobio::runtime::LocalRuntime;
use jacobio::task::spawn_local;
use jacobio::time::{Duration, Instant, interval_at, pause, sleep};
use tokio::sync::mpsc::{Receiver, channel};

const SECOND: Duration = Duration::from_secs(1);

/// Takes a message and looks up its price, which takes a while.
async fn priced(orders: &mut Receiver<&'static str>) -> Option<&'static str> {
    let order = orders.recv().await?;
    sleep(SECOND).await;
    Some(order)
}

async fn async_main() {
    pause();
    let (send, mut orders) = channel(4);
    spawn_local(async move {
        for order in ["bread", "soup", "tea"] {
            send.send(order).await.expect("main still receives");
            sleep(3 * SECOND).await;
        }
    });
    let period = 7 * SECOND / 2;
    let mut reports = interval_at(Instant::now() + period, period);
    loop {
        tokio::select! {
            biased;
            order = priced(&mut orders) => match order {
                Some(order) => println!("sells {order}"),
                None => break,
            },
            _ = reports.tick() => println!("reports"),
        }
    }
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
