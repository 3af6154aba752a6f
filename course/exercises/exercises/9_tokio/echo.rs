//! An echo server
//!
//! An echo server sends back what a client sends. This one, on tokio, serves one client after the
//! other: while the first one is connected, the second one waits. It has two more faults. Mend all:
//!
//! - Each client is served in a task of its own.
//! - `write` may send only a part of what it gets, and returns how much. All of it must go back.
//! - A client whose connection breaks ends its own task. The server goes on.
//!
//! When a client has sent all and closes its side, `read` returns 0. Then its task ends, and the
//! connection is closed.
//!
//! Look up: `tokio::spawn`, `AsyncWriteExt::write_all`.

use std::io;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Sends back what `client` sends, until it closes its side.
async fn echo(mut client: TcpStream) -> io::Result<()> {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let length = client.read(&mut buffer).await?;
        if length == 0 {
            return Ok(());
        }
        // TODO: is all of it sent?
        let _ = client.write(&buffer[..length]).await?;
    }
}

/// Serves all clients. Returns only if the listener fails.
pub async fn serve(listener: TcpListener) -> io::Result<()> {
    loop {
        let (client, _address) = listener.accept().await?;
        // TODO: the next client waits here, and a client's error ends the server.
        echo(client).await?;
    }
}

fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;
    use std::time::Duration;

    use support::must_end;
    use tokio::net::TcpSocket;
    use tokio::runtime::Builder;
    use tokio::time::{sleep, timeout};

    use super::*;

    /// Longer than the server needs, even on a busy machine.
    const PATIENCE: Duration = Duration::from_millis(700);

    /// Runs `test` beside a server on a free port of this machine.
    fn beside_a_server<F: Future<Output = ()>>(
        test: impl FnOnce(SocketAddr) -> F + Send + 'static,
    ) {
        must_end("Does the server let other tasks run?", || {
            let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let socket = TcpSocket::new_v4().expect("a socket");
                // Small, so that a long message doesn't fit in. The connections inherit it.
                socket.set_send_buffer_size(64 * 1024).expect("it can be set");
                socket.bind(([127, 0, 0, 1], 0).into()).expect("a free port");
                let listener = socket.listen(16).expect("the port is free");
                let address = listener.local_addr().expect("it has one");
                let server = tokio::spawn(serve(listener));
                test(address).await;
                assert!(!server.is_finished(), "the server has ended: what ends `serve`?");
                server.abort();
            });
        });
    }

    async fn connect(address: SocketAddr) -> TcpStream {
        TcpStream::connect(address).await.expect("the server listens")
    }

    /// Sends `text` and expects it back. The connection stays open.
    async fn exchange(client: &mut TcpStream, text: &str, otherwise: &str) {
        client.write_all(text.as_bytes()).await.expect("the server reads");
        let mut seen = vec![0; text.len()];
        let read = timeout(PATIENCE, client.read_exact(&mut seen)).await;
        assert!(read.is_ok(), "a client got no answer: {otherwise}");
        read.expect("in time").expect("an answer");
        let seen = String::from_utf8_lossy(&seen);
        assert!(
            seen == text,
            "a client got the answer {seen:?}, expected {text:?}: which bytes of its buffer does the \
             server send?"
        );
    }

    #[test]
    fn a_client_gets_back_what_it_sends() {
        beside_a_server(async |address| {
            let mut client = connect(address).await;
            exchange(&mut client, "hello", "does the server read and write?").await;
            exchange(&mut client, "world", "does it go on after the first message?").await;
        });
    }

    #[test]
    fn the_connection_is_closed_after_the_end() {
        beside_a_server(async |address| {
            let mut client = connect(address).await;
            client.write_all(b"hello").await.expect("the server reads");
            client.shutdown().await.expect("it is open");
            let mut seen = Vec::new();
            let end = timeout(PATIENCE, client.read_to_end(&mut seen)).await;
            assert!(
                end.is_ok(),
                "the client has closed its side, and the server has not: what does a `read` of 0 \
                 bytes mean?"
            );
            let seen = String::from_utf8_lossy(&seen);
            assert!(
                seen == "hello",
                "a client got the answer {seen:?}, expected \"hello\": does the server send what it \
                 has read before it closes the connection?"
            );
        });
    }

    #[test]
    fn two_clients_are_served_side_by_side() {
        beside_a_server(async |address| {
            let (mut one, mut two) = (connect(address).await, connect(address).await);
            exchange(&mut one, "one", "it is the only one that has sent something").await;
            exchange(
                &mut two,
                "two",
                "another client is connected and silent. Does the server wait for that one?",
            )
            .await;
            exchange(&mut one, "more", "does the server go on with its first client?").await;
        });
    }

    #[test]
    fn a_long_message_comes_back_whole() {
        beside_a_server(async |address| {
            const LENGTH: usize = 2 * 1024 * 1024;
            let (mut read, mut write) = connect(address).await.into_split();
            tokio::spawn(async move {
                write.write_all(&vec![7; LENGTH]).await.expect("the server reads");
                // Dropped here, which closes the side.
            });
            // The client begins to read when all buffers on the way are full.
            sleep(Duration::from_millis(50)).await;
            let mut seen = Vec::new();
            let end = timeout(2 * PATIENCE, read.read_to_end(&mut seen)).await;
            let seen = seen.len();
            assert!(end.is_ok(), "after {seen} of {LENGTH} bytes nothing more came back");
            assert!(
                seen == LENGTH,
                "{seen} of {LENGTH} bytes came back: does `write` send all that it gets?"
            );
        });
    }

    #[test]
    fn a_broken_connection_does_not_end_the_server() {
        beside_a_server(async |address| {
            let broken = connect(address).await;
            // Closed at once, without the usual goodbye.
            broken.set_zero_linger().expect("it can be set");
            drop(broken);
            sleep(Duration::from_millis(20)).await;
            let mut client = match timeout(PATIENCE, TcpStream::connect(address)).await {
                Ok(Ok(client)) => client,
                _ => panic!("after a broken connection no client can connect: what ends `serve`?"),
            };
            exchange(&mut client, "hello", "another connection has broken before").await;
        });
    }
}
