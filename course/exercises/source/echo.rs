//@ start
//! An echo server
//!
//! An echo server sends back what a client sends. This one, on tokio, serves one client after the
//! other: while the first one is connected, the second one waits. It has two more faults. Fix all
//! three:
//!
//! - Each client is served in a task of its own.
//! - `write` may send only a part of what it gets, and returns how much. All of it must go back.
//! - A client whose connection breaks ends its own task. The server goes on.
//!
//! When a client has sent all and closes its side, `read` returns 0. Then its task ends, and the
//! connection is closed.
//!
//! Look up: `tokio::spawn`, `AsyncWriteExt::write_all`.
//@ solution
//! An echo server: the solution
//!
//! The error of a client is the result of its task, where nothing looks at it. A server would write
//! it to its log.
//@ both

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
//@ start
        // TODO: is all of it sent?
        let _ = client.write(&buffer[..length]).await?;
//@ solution
        // Waits whenever the client reads more slowly than it sends.
        client.write_all(&buffer[..length]).await?;
//@ both
    }
}

/// Serves all clients. Returns only if the listener fails.
pub async fn serve(listener: TcpListener) -> io::Result<()> {
    loop {
        let (client, _address) = listener.accept().await?;
//@ start
        // TODO: the next client waits here, and a client's error ends the server.
        echo(client).await?;
//@ solution
        tokio::spawn(echo(client));
//@ both
    }
}

fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use support::{if_it_hangs, must_end};
    use tokio::net::TcpSocket;
    use tokio::runtime::Builder;
    use tokio::time::sleep;

    use super::*;

    /// Runs `test` beside a server on a free port of this machine.
    fn beside_a_server<F: Future<Output = ()>>(
        test: impl FnOnce(SocketAddr) -> F + Send + 'static,
    ) {
        must_end("Does the server block the thread, so that no other task runs?", || {
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
                assert!(
                    !server.is_finished(),
                    "the server has ended, expected that it goes on: what ends `serve`?"
                );
                server.abort();
            });
        });
    }

    async fn connect(address: SocketAddr) -> TcpStream {
        TcpStream::connect(address).await.expect("the server listens")
    }

    /// Sends `text` and expects it back. The connection stays open.
    async fn exchange(client: &mut TcpStream, text: &str, otherwise: &str) {
        let otherwise = format!("A client sent {text:?} and got no answer: {otherwise}");
        let _question = if_it_hangs(&otherwise);
        let mut seen = vec![0; text.len()];
        let exchanged = async {
            client.write_all(text.as_bytes()).await?;
            client.read_exact(&mut seen).await
        };
        if let Err(error) = exchanged.await {
            panic!("{otherwise} (The connection has broken: {error})");
        }
        let seen = String::from_utf8_lossy(&seen);
        assert!(
            seen == text,
            "a client got the answer {seen:?}, expected {text:?}: which bytes of its buffer does \
             the server send?"
        );
    }

    #[test]
    fn a_client_gets_back_what_it_sends() {
        beside_a_server(async |address| {
            let mut client = connect(address).await;
            let otherwise = "does the server write what it has read before it reads again?";
            exchange(&mut client, "hello", otherwise).await;
            exchange(&mut client, "world", "does it go on after the first message?").await;
        });
    }

    #[test]
    fn the_connection_is_closed_after_the_end() {
        beside_a_server(async |address| {
            let mut client = connect(address).await;
            client.write_all(b"hello").await.expect("the server reads");
            client.shutdown().await.expect("it is open");
            let _question = if_it_hangs(
                "The client has closed its side, and the server has not: what does a `read` of 0 \
                 bytes mean?",
            );
            let mut seen = Vec::new();
            client.read_to_end(&mut seen).await.expect("the connection is not broken");
            let length = seen.len();
            seen.truncate(10);
            let seen = String::from_utf8_lossy(&seen);
            assert!(
                (&*seen, length) == ("hello", 5),
                "a client sent \"hello\" and got an answer of {length} bytes that begins with \
                 {seen:?}: does the server send all that it has read, and nothing else, before it \
                 closes the connection?"
            );
        });
    }

    #[test]
    fn two_clients_are_served_side_by_side() {
        beside_a_server(async |address| {
            let (mut one, mut two) = (connect(address).await, connect(address).await);
            let otherwise = "it is the first one, and no other has sent something. Is it served?";
            exchange(&mut one, "one", otherwise).await;
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
            let sent = Arc::new(AtomicUsize::new(0));
            let progress = Arc::clone(&sent);
            tokio::spawn(async move {
                let bytes = vec![7; LENGTH];
                let mut written = 0;
                // An error shows in what comes back.
                while let Ok(length @ 1..) = write.write(&bytes[written..]).await {
                    written += length;
                    progress.store(written, Ordering::SeqCst);
                }
                // Dropped here, which closes the side.
            });
            // The client begins to read when all buffers on the way are full.
            let (mut before, mut rounds) = (0, 0);
            while rounds < 5 {
                sleep(Duration::from_millis(10)).await;
                let now = sent.load(Ordering::SeqCst);
                rounds = if now > before { 0 } else { rounds + 1 };
                before = now;
            }
            let _question = if_it_hangs(
                "A client has sent a long message and waits for the end of the answer. Does the \
                 server send everything, and does it close the connection then?",
            );
            let mut seen = Vec::new();
            let end = read.read_to_end(&mut seen).await;
            let seen = seen.len();
            assert!(
                end.is_ok() && seen == LENGTH,
                "{seen} of {LENGTH} bytes came back, expected all and no more: how many of them \
                 does `write` send, and which ones does the server pass to it?"
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
            // Time for the server to see it.
            sleep(Duration::from_millis(20)).await;
            let Ok(mut client) = TcpStream::connect(address).await else {
                panic!("after a broken connection no client can connect: what ends `serve`?");
            };
            let otherwise = "another connection has broken before. Does that end `serve`?";
            exchange(&mut client, "hello", otherwise).await;
        });
    }
}
