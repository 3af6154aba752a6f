//! What both servers need: they accept clients, not too many at once, until they are told to stop.

use std::future::pending;
use std::io::{self, ErrorKind};
use std::thread;

use futures::channel::mpsc;
use futures::future::{LocalBoxFuture, Shared};
use futures::stream::FuturesUnordered;
use futures::{FutureExt, StreamExt, select_biased};
use jacobio::net::{TcpListener, TcpStream};
use jacobio::task::spawn_local;
use jacobio::time::{Duration, sleep};

/// Ready when the server is to stop. Every task has a clone.
pub type Stop = Shared<LocalBoxFuture<'static, ()>>;

/// Ctrl-C stops the server, and so does the end of its input.
pub fn stop() -> Result<Stop, ctrlc::Error> {
    let (sender, mut receiver) = mpsc::unbounded();
    let ctrl_c = sender.clone();
    ctrlc::set_handler(move || {
        ctrl_c.unbounded_send(()).ok();
    })?;
    // Input may block, so another thread reads it.
    thread::spawn(move || {
        io::copy(&mut io::stdin(), &mut io::sink()).ok();
        sender.unbounded_send(()).ok();
    });
    let stopped = async move {
        receiver.next().await;
    };
    Ok(stopped.boxed_local().shared())
}

/// Spawns a task for each client, and for no more than `limit` of them at once: the others wait for
/// their turn in the operating system. After `stop` it waits until the tasks have ended.
pub async fn serve<F: Future<Output = ()> + 'static>(
    listener: TcpListener,
    limit: usize,
    mut stop: Stop,
    serve_client: impl Fn(TcpStream) -> F,
) {
    let mut clients = FuturesUnordered::new();
    loop {
        let is_room = clients.len() < limit;
        let client = select_biased! {
            () = stop => break,
            // A client has ended, and its place is free.
            _ = clients.select_next_some() => continue,
            client = accept(&listener, is_room).fuse() => client,
        };
        clients.push(spawn_local(serve_client(client)));
    }
    drop(listener);
    while clients.next().await.is_some() {}
}

/// Waits for the next client. If there `is_room` for none, waits forever.
async fn accept(listener: &TcpListener, is_room: bool) -> TcpStream {
    if !is_room {
        return pending().await;
    }
    loop {
        match listener.accept().await {
            Ok((client, _address)) => return client,
            // This client has gone again. The next one may be there already.
            Err(error) if error.kind() == ErrorKind::ConnectionAborted => {}
            // Such as too many open files. It passes when a client leaves, and trying at once would
            // spin.
            Err(error) => {
                eprintln!("no client could be accepted: {error}");
                sleep(Duration::from_millis(100)).await;
            }
        }
    }
}
