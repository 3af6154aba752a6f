//! `hyper`: HTTP over jacobio's sockets, through either of its adapters.

use std::convert::Infallible;

use futures::future::join_all;
use http_body_util::{BodyExt, Empty, Full};
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::http1::handshake;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, rt};
use hyper_util::rt::TokioIo;
use jacobio::net::{TcpListener, TcpStream};
use smol_hyper::rt::FuturesIo;

use super::{run_in_real_time, spawn_local};

/// Answers with the path of the request.
async fn answer(request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Infallible> {
    Ok(Response::new(Full::from(request.uri().path().to_owned())))
}

/// Many clients send many requests each, through sockets that `adapt` fits to hyper's traits.
async fn exchange<S: rt::Read + rt::Write + Unpin + 'static>(adapt: fn(TcpStream) -> S) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    spawn_local(async move {
        loop {
            let (stream, _address) = listener.accept().await.unwrap();
            let server = http1::Builder::new();
            spawn_local(server.serve_connection(adapt(stream), service_fn(answer)));
        }
    });
    join_all((0..20).map(async |client| {
        let stream = TcpStream::connect(address).await.unwrap();
        let (mut sender, connection) = handshake(adapt(stream)).await.unwrap();
        spawn_local(connection);
        for number in 0..10 {
            let path = format!("/{client}/{number}");
            let request = Request::get(&path).header("host", "localhost");
            let response = sender.send_request(request.body(Empty::<Bytes>::new()).unwrap()).await;
            let body = response.unwrap().into_body().collect().await.unwrap().to_bytes();
            assert_eq!(body, path);
            sender.ready().await.unwrap();
        }
    }))
    .await;
}

#[test]
fn hyper_runs_through_the_adapter_for_the_traits_of_futures() {
    run_in_real_time(exchange(FuturesIo::new));
}

#[test]
fn hyper_runs_through_the_adapter_for_the_traits_of_tokio() {
    run_in_real_time(exchange(TokioIo::new));
}
