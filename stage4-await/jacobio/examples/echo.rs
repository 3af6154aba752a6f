//! An echo server: it sends back what a client sends.
//!
//! Run it, and connect to it from any number of other terminals:
//!
//! ```text
//! cargo run -p jacobio --example echo
//! nc 127.0.0.1 7000
//! ```
//!
//! The sockets are async-io's, which knows nothing of jacobio. Its reactor is a thread that waits
//! for I/O on all sockets and wakes the task that waits for one. One other thread runs all tasks
//! and timers.

use std::cell::Cell;
use std::io;
use std::net::{TcpListener, TcpStream};
use std::rc::Rc;

use async_io::Async;
use futures::{AsyncReadExt, AsyncWriteExt};
use jacobio::{
    runtime::LocalRuntime,
    task::spawn_local,
    time::{Duration, interval},
};

/// A number of bytes. `Rc` and `Cell` suffice, since all tasks share one thread.
type Count = Rc<Cell<usize>>;

/// Sends back what one client sends, until the client closes the connection.
async fn echo(mut client: Async<TcpStream>, echoed: Count) -> io::Result<()> {
    let mut buffer = [0; 1024];
    loop {
        let length = client.read(&mut buffer).await?;
        if length == 0 {
            return Ok(());
        }
        client.write_all(&buffer[..length]).await?;
        echoed.set(echoed.get() + length);
    }
}

/// Spawns a task for each client: while one waits, the others run.
pub(crate) async fn serve(listener: Async<TcpListener>, echoed: Count) -> io::Result<()> {
    loop {
        let (client, _address) = listener.accept().await?;
        // A client whose connection breaks ends its own task only.
        spawn_local(echo(client, Rc::clone(&echoed)));
    }
}

/// Prints each second how many bytes were echoed in it.
async fn report(echoed: Count) {
    let mut second = interval(Duration::from_secs(1));
    loop {
        second.tick().await;
        println!("{} bytes echoed", echoed.take());
    }
}

fn main() -> io::Result<()> {
    LocalRuntime::new()?.block_on(async {
        let listener = Async::<TcpListener>::bind(([127, 0, 0, 1], 7000))?;
        println!("listening on {}", listener.get_ref().local_addr()?);

        let echoed = Count::default();
        spawn_local(report(Rc::clone(&echoed)));
        serve(listener, echoed).await
    })
}
