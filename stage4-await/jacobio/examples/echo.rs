//! An echo server: whatever a client sends comes back.
//!
//! Run it, and talk to it from other terminals, as many as you like:
//!
//! ```text
//! cargo run -p jacobio --example echo
//! nc 127.0.0.1 7000
//! ```
//!
//! The sockets are async-io's, which knows nothing of jacobio: a thread of its own watches them and
//! wakes the task that waits for one. One thread serves all clients, and keeps the time as well.

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

/// How many bytes. `Rc` and `Cell` will do: all tasks share one thread.
type Count = Rc<Cell<usize>>;

/// Sends back what one client sends, until it hangs up.
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

/// Has a task for each client: while one waits, the others go on.
pub(crate) async fn serve(listener: Async<TcpListener>, echoed: Count) -> io::Result<()> {
    loop {
        let (client, _address) = listener.accept().await?;
        // A client that goes away in the middle ends its own task, and nobody else's.
        spawn_local(echo(client, Rc::clone(&echoed)));
    }
}

/// Says each second what was done in it.
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
