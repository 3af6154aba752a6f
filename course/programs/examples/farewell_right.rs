//! The same connection, owned by someone who outlives the cancelled part and can await the goodbye.

use jacobio::runtime::LocalRuntime;
use jacobio::time::{Duration, pause, sleep, timeout};

struct Connection;

impl Connection {
    async fn send(&self, text: &str) {
        sleep(Duration::from_millis(10)).await;
        println!("sent: {text}");
    }

    /// Takes the connection, so it can't be used afterwards.
    async fn close(self) {
        self.send("goodbye").await;
        println!("closed");
    }
}

async fn async_main() {
    pause();
    let connection = Connection;
    let session = async {
        connection.send("hello").await;
        sleep(Duration::from_secs(60)).await;
    };
    println!("{:?}", timeout(Duration::from_secs(1), session).await);
    connection.close().await;
}

fn main() -> std::io::Result<()> {
    LocalRuntime::new()?.block_on(async_main());
    Ok(())
}
