//! A connection that wants to say goodbye. `drop` isn't async, so it can't wait.

use jacobio::runtime::LocalRuntime;
use jacobio::time::{Duration, pause, sleep, timeout};

struct Connection;

impl Connection {
    async fn send(&self, text: &str) {
        sleep(Duration::from_millis(10)).await;
        println!("sent: {text}");
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        // Makes a future, and drops it unpolled.
        drop(self.send("goodbye"));
        println!("closed");
    }
}

async fn async_main() {
    pause();
    let session = async {
        let connection = Connection;
        connection.send("hello").await;
        sleep(Duration::from_secs(60)).await;
    };
    println!("{:?}", timeout(Duration::from_secs(1), session).await);
    sleep(Duration::from_secs(1)).await;
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
