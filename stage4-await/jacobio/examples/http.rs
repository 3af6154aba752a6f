//! An HTTP server: hyper, on jacobio's sockets.
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
//! one thread. Ctrl-C ends it, or the end of its input: after the requests that are open then. The
//! address, the number of clients at once, and the age in seconds at which a connection ends can be
//! given:
//!
//! ```text
//! cargo run -p jacobio --example http 127.0.0.1:8000 1000 60
//! ```

mod server;

use std::cell::Cell;
use std::convert::Infallible;
use std::env;
use std::error::Error;
use std::pin::pin;
use std::rc::Rc;

use futures::{FutureExt, select_biased};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use jacobio::net::{TcpListener, TcpStream};
use jacobio::runtime::LocalRuntime;
use jacobio::time::{Duration, sleep, timeout};
use smol_hyper::rt::FuturesIo;

use server::{Stop, serve, stop};

/// The number of requests so far. `Rc` and `Cell` suffice, since all tasks share one thread.
type Count = Rc<Cell<usize>>;

/// How long a connection that has to end may take for its open request.
const GRACE: Duration = Duration::from_secs(5);

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

/// Answers the requests of one client until it leaves, the server stops, or its connection is old:
/// so neither a silent client nor one that sends a byte now and then keeps its place.
async fn serve_client(client: TcpStream, age: Duration, mut stop: Stop, count: Count) {
    let service = service_fn(|request| answer(request, Rc::clone(&count)));
    let mut connection =
        pin!(http1::Builder::new().serve_connection(FuturesIo::new(client), service));
    let result = select_biased! {
        result = connection.as_mut().fuse() => Some(result),
        () = sleep(age).fuse() => None,
        () = stop => None,
    };
    let result = if let Some(result) = result {
        Ok(result)
    } else {
        connection.as_mut().graceful_shutdown();
        timeout(GRACE, connection).await
    };
    match result {
        Ok(Ok(())) => {}
        Ok(Err(error)) => eprintln!("a connection ended: {error}"),
        Err(elapsed) => eprintln!("a connection was cut: {elapsed}"),
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let address = arguments.next().unwrap_or_else(|| "127.0.0.1:8000".to_owned());
    let limit = arguments.next().as_deref().unwrap_or("1000").parse()?;
    let age = Duration::from_secs_f64(arguments.next().as_deref().unwrap_or("60").parse()?);

    LocalRuntime::new()?.block_on(async {
        let stop = stop()?;
        let listener = TcpListener::bind(address).await?;
        println!("listening on http://{}", listener.local_addr()?);
        let count = Count::default();
        serve(listener, limit, stop.clone(), |client| {
            serve_client(client, age, stop.clone(), Rc::clone(&count))
        })
        .await;
        Ok(())
    })
}
