//! Ten thousand connections in one process, and what one costs.

use std::cell::Cell;
use std::io::{Read, Write};
use std::rc::Rc;

use allocation_counter::measure;
use jacobio::io::{AsyncReadExt, AsyncWriteExt};
use jacobio::net::{TcpListener, TcpStream};
use jacobio::runtime::LocalRuntime;
use jacobio::task::{spawn_local, yield_now};
use nix::sys::resource::{Resource, getrlimit, setrlimit};

/// How many connections this process may have, with both ends: two descriptors each. Where the
/// limit can't be raised, as many as it allows.
fn connections() -> u32 {
    const WANTED: u64 = 10_000;
    const OTHERS: u64 = 500;

    let (soft, hard) = getrlimit(Resource::RLIMIT_NOFILE).unwrap();
    let needed = 2 * WANTED + OTHERS;
    // Only root may raise the hard limit.
    setrlimit(Resource::RLIMIT_NOFILE, needed.max(soft), needed.max(hard))
        .or_else(|_| setrlimit(Resource::RLIMIT_NOFILE, needed.min(hard).max(soft), hard))
        .ok();
    let (limit, _) = getrlimit(Resource::RLIMIT_NOFILE).unwrap();
    WANTED.min(limit.saturating_sub(OTHERS) / 2).try_into().unwrap()
}

/// Sends back what a client sends, and counts the bytes.
async fn echo(mut stream: TcpStream, echoed: Rc<Cell<usize>>) {
    let mut buffer = [0; 64];
    loop {
        let length = stream.read(&mut buffer).await.unwrap();
        if length == 0 {
            return;
        }
        stream.write_all(&buffer[..length]).await.unwrap();
        echoed.set(echoed.get() + length);
    }
}

#[test]
fn ten_thousand_connections_are_served_for_few_bytes_each() {
    const MESSAGE: &[u8; 5] = b"hello";

    let connections = connections();
    crate::watchdog::watch(std::time::Duration::from_secs(60), "ten thousand connections");
    let runtime = LocalRuntime::new().unwrap();
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = listener.local_addr().unwrap();
    let echoed = Rc::new(Cell::new(0));
    let mut clients = Vec::with_capacity(connections as usize);

    // The clients are sockets of std, which take no memory of the process.
    let memory = measure(|| {
        runtime.block_on(async {
            for _ in 0..connections {
                clients.push(std::net::TcpStream::connect(address).unwrap());
                let (stream, _) = listener.accept().await.unwrap();
                spawn_local(echo(stream, Rc::clone(&echoed)));
            }
            yield_now().await;
        });
    });
    let bytes = memory.bytes_current / i64::from(connections);
    println!("{connections} connections, {bytes} bytes each");
    // A task with its buffer, and the socket's place in the reactor.
    assert!(bytes < 600, "{memory:?}");

    for client in &mut clients {
        client.write_all(MESSAGE).unwrap();
    }
    runtime.block_on(async {
        while echoed.get() < clients.len() * MESSAGE.len() {
            yield_now().await;
        }
    });
    for client in &mut clients {
        let mut received = [0; MESSAGE.len()];
        client.read_exact(&mut received).unwrap();
        assert_eq!(&received, MESSAGE);
    }
}
