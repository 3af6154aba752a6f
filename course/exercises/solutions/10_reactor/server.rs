//! A server on your own loop: the solution
//!
//! A task for each client, and its result stays with its handle, which is dropped here. That is the
//! echo server of tokio's documentation, on a loop of which you know every line.

use std::io;

use stage4_await::reacting::{TcpListener, TcpStream, spawn_local};

/// Serves every client that connects.
pub async fn serve(listener: TcpListener) -> io::Result<()> {
    loop {
        let (client, _) = listener.accept().await?;
        spawn_local(echo(client));
    }
}

/// Sends back what `client` sends.
async fn echo(mut client: TcpStream) -> io::Result<()> {
    let mut buffer = [0; 64];
    loop {
        let count = client.read(&mut buffer).await?;
        if count == 0 {
            return Ok(());
        }
        client.write_all(&buffer[..count]).await?;
    }
}

fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use stage4_await::reacting::{LocalRuntime, spawn_local};
    use support::must_end;

    use super::*;

    /// Runs `clients` beside a server, which is at the address that they are given.
    fn run<F: Future<Output = ()> + 'static>(clients: impl FnOnce(SocketAddr) -> F + 'static) {
        let runtime = LocalRuntime::new().expect("it never fails");
        runtime.block_on(async {
            let any_port = SocketAddr::from(([127, 0, 0, 1], 0));
            let listener = TcpListener::bind(any_port).await.expect("a port is free");
            let address = listener.local_addr().expect("it is bound");
            spawn_local(serve(listener));
            clients(address).await;
        });
    }

    async fn connect(address: SocketAddr) -> TcpStream {
        TcpStream::connect(address).await.expect("the server listens")
    }

    /// Sends `text`, and expects the same back and nothing more.
    async fn expect_echo(client: &mut TcpStream, text: &str, otherwise: &str) {
        let mut seen = Vec::new();
        let mut buffer = [0; 256];
        if client.write_all(text.as_bytes()).await.is_ok() {
            while seen.len() < text.len() {
                match client.read(&mut buffer).await {
                    Ok(count) if count > 0 => seen.extend(&buffer[..count]),
                    _ => break,
                }
            }
        }
        let seen = String::from_utf8_lossy(&seen);
        assert!(seen == text, "the client sent {text:?} and got {seen:?} back: {otherwise}");
    }

    #[test]
    fn what_a_client_sends_comes_back() {
        let if_not = "A client sends two words, one after the other. Does its task read again after \
                      each answer?";
        must_end(if_not, || {
            run(async |address| {
                let mut client = connect(address).await;
                let otherwise = "how many bytes does the server send, and how often does it read?";
                expect_echo(&mut client, "hello", otherwise).await;
                expect_echo(&mut client, "world", otherwise).await;
            });
        });
    }

    #[test]
    fn a_silent_client_holds_up_no_other() {
        let if_not = "A client is connected and silent, and another one gets no answer. What does \
                      the server wait for?";
        must_end(if_not, || {
            run(async |address| {
                let _silent = connect(address).await;
                let mut client = connect(address).await;
                expect_echo(&mut client, "hello", "another client was silent. Who waits?").await;
            });
        });
    }

    #[test]
    fn a_client_that_leaves_ends_only_its_own_task() {
        let if_not =
            "A client has left, and another one gets no answer. Does the server accept on?";
        must_end(if_not, || {
            run(async |address| {
                for _ in 0..3 {
                    let mut client = connect(address).await;
                    let otherwise = "another client has left before. What ends with it?";
                    expect_echo(&mut client, "hello", otherwise).await;
                }
            });
        });
    }

    #[test]
    fn a_client_that_fails_ends_only_its_own_task() {
        let if_not = "A client has failed, and another one gets no answer. Does the server accept \
                      on?";
        must_end(if_not, || {
            run(async |address| {
                let mut client = connect(address).await;
                // It leaves without reading the answer, so the system resets the connection.
                client.write_all(&[b'x'; 4096]).await.expect("the server is there");
                drop(client);
                let mut client = connect(address).await;
                let otherwise = "another client has failed before. What ends with it?";
                expect_echo(&mut client, "hello", otherwise).await;
            });
        });
    }
}
