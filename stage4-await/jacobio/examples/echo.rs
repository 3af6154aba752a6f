//! An echo server: it sends back what a client sends.
//!
//! Run it, and connect to it from any number of other terminals:
//!
//! ```text
//! cargo run -p jacobio --example echo
//! nc 127.0.0.1 7000
//! ```
//!
//! Ctrl-C ends it, or the end of its input. The address, the number of clients that it serves at
//! once, and the seconds after which a silent client has to go can be given:
//!
//! ```text
//! cargo run -p jacobio --example echo 127.0.0.1:7000 1000 60
//! ```

mod server;

use std::env;
use std::error::Error;

use futures::{FutureExt, select_biased};
use jacobio::io::{self, AsyncReadExt, AsyncWriteExt};
use jacobio::net::{TcpListener, TcpStream};
use jacobio::runtime::LocalRuntime;
use jacobio::time::{Duration, timeout};

use server::{Stop, serve, stop};

/// Sends back what one client sends, until the client has sent everything or the server stops.
async fn echo(mut client: TcpStream, patience: Duration, mut stop: Stop) -> io::Result<()> {
    let mut buffer = vec![0; 4096];
    loop {
        let length = select_biased! {
            read = timeout(patience, client.read(&mut buffer)).fuse() => read??,
            () = stop => return Ok(()),
        };
        if length == 0 {
            return Ok(());
        }
        // A client that doesn't read its answers has to go, too.
        timeout(patience, client.write_all(&buffer[..length])).await??;
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let address = arguments.next().unwrap_or_else(|| "127.0.0.1:7000".to_owned());
    let limit = arguments.next().as_deref().unwrap_or("1000").parse()?;
    let patience = Duration::from_secs_f64(arguments.next().as_deref().unwrap_or("60").parse()?);

    LocalRuntime::new()?.block_on(async {
        let stop = stop()?;
        let listener = TcpListener::bind(address).await?;
        println!("listening on {}", listener.local_addr()?);
        serve(listener, limit, stop.clone(), |client| {
            let echo = echo(client, patience, stop.clone());
            async move {
                // A client whose connection breaks ends its own task only.
                if let Err(error) = echo.await {
                    eprintln!("a connection ended: {error}");
                }
            }
        })
        .await;
        Ok(())
    })
}
