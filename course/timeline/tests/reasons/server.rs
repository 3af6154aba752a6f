//! A server that waits for clients. They may come from anywhere.

use jacobio::net::TcpListener;
use jacobio::runtime::LocalRuntime;

async fn async_main() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("the system has a port");
    println!("client: {:?}", listener.accept().await.map(|(_, address)| address));
}

fn main() {
    LocalRuntime::new().expect("it never fails").block_on(async_main());
}
