//! An HTTP server: hyper, on async-io's sockets.
//!
//! Run it, and send requests from other terminals:
//!
//! ```text
//! cargo run -p jacobio --example http
//! curl http://127.0.0.1:8000/
//! curl http://127.0.0.1:8000/slow
//! curl http://127.0.0.1:8000/count
//! ```
//!
//! The answer to `/slow` takes a second. The server answers other requests in that second, all on
//! one thread. Ctrl-C ends it.

use std::cell::Cell;
use std::convert::Infallible;
use std::io;
use std::net::{TcpListener, TcpStream};
use std::rc::Rc;

use async_io::Async;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use jacobio::{
    runtime::LocalRuntime,
    task::spawn_local,
    time::{Duration, sleep},
};
use smol_hyper::rt::FuturesIo;

/// The number of requests so far. `Rc` and `Cell` suffice, since all tasks share one thread.
type Count = Rc<Cell<usize>>;

/// Answers one request.
async fn answer(request: Request<Incoming>, count: Count) -> Result<Response<String>, Infallible> {
    count.set(count.get() + 1);
    let (status, body) = match request.uri().path() {
        "/" => (StatusCode::OK, "hello\n".to_owned()),
        "/slow" => {
            sleep(Duration::from_secs(1)).await;
            (StatusCode::OK, "a second later\n".to_owned())
        }
        "/count" => (StatusCode::OK, format!("{} requests\n", count.get())),
        path => (StatusCode::NOT_FOUND, format!("{path} doesn't exist\n")),
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    Ok(response)
}

/// Answers the requests of one client until the client closes the connection.
async fn serve_client(client: Async<TcpStream>, count: Count) {
    let service = service_fn(|request| answer(request, Rc::clone(&count)));
    let connection = http1::Builder::new().serve_connection(FuturesIo::new(client), service);
    if let Err(error) = connection.await {
        eprintln!("a connection ended: {error}");
    }
}

/// Spawns a task for each client: while one waits, the others run.
pub(crate) async fn serve(listener: Async<TcpListener>) -> io::Result<()> {
    let count = Count::default();
    loop {
        let (client, _address) = listener.accept().await?;
        spawn_local(serve_client(client, Rc::clone(&count)));
    }
}

fn main() -> io::Result<()> {
    LocalRuntime::new()?.block_on(async {
        let listener = Async::<TcpListener>::bind(([127, 0, 0, 1], 8000))?;
        println!("listening on http://{}", listener.get_ref().local_addr()?);
        serve(listener).await
    })
}
