//! `hyper`: HTTP over async-io's sockets. The server is the code of the example, on a free port.

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use async_io::Async;
use futures::future::join_all;
use http_body_util::{BodyExt, Empty};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::{Request, StatusCode};
use smol_hyper::rt::FuturesIo;

use super::{run_in_real_time, spawn_local};

#[allow(dead_code, reason = "the test doesn't call its main")]
#[path = "../../stage4-await/jacobio/examples/http.rs"]
mod example;

/// A client with a connection of its own.
struct Client(SendRequest<Empty<Bytes>>);

impl Client {
    async fn connect(address: SocketAddr) -> Self {
        let socket = Async::<TcpStream>::connect(address).await.unwrap();
        let (sender, connection) = handshake(FuturesIo::new(socket)).await.unwrap();
        spawn_local(connection);
        Self(sender)
    }

    async fn get(&mut self, path: &str) -> (StatusCode, String) {
        let request = Request::get(path).header("host", "localhost").body(Empty::new()).unwrap();
        self.0.ready().await.unwrap();
        let response = self.0.send_request(request).await.unwrap();
        let status = response.status();
        let body = response.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }
}

/// Starts the server. Returns its address.
fn start_server() -> SocketAddr {
    let listener = Async::<TcpListener>::bind(([127, 0, 0, 1], 0)).unwrap();
    let address = listener.get_ref().local_addr().unwrap();
    spawn_local(example::serve(listener));
    address
}

#[test]
fn many_clients_send_many_requests_each() {
    const CLIENTS: usize = 20;
    const REQUESTS: usize = 10;

    run_in_real_time(async {
        let address = start_server();
        join_all((0..CLIENTS).map(|_| async {
            let mut client = Client::connect(address).await;
            for _ in 0..REQUESTS {
                assert_eq!(client.get("/").await, (StatusCode::OK, "hello\n".to_owned()));
            }
        }))
        .await;
        let (_, count) = Client::connect(address).await.get("/count").await;
        assert_eq!(count, format!("{} requests\n", CLIENTS * REQUESTS + 1));
    });
}

#[test]
fn an_unknown_path_is_not_found() {
    run_in_real_time(async {
        let (status, body) = Client::connect(start_server()).await.get("/nothing").await;
        assert_eq!((status, body.as_str()), (StatusCode::NOT_FOUND, "/nothing doesn't exist\n"));
    });
}

#[test]
fn twenty_clients_wait_for_slow_answers_concurrently() {
    let start = Instant::now();
    run_in_real_time(async {
        let address = start_server();
        join_all((0..20).map(|_| async {
            let (_, body) = Client::connect(address).await.get("/slow").await;
            assert_eq!(body, "a second later\n");
        }))
        .await;
    });
    // About one second, and twenty if each waited for the one before.
    let took = start.elapsed();
    assert!((Duration::from_secs(1)..Duration::from_secs(10)).contains(&took), "{took:?}");
}
