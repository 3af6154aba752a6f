//! `async-tungstenite`: the WebSocket protocol over jacobio's sockets.

use async_tungstenite::tungstenite::Message;
use async_tungstenite::{accept_async, client_async};
use futures::StreamExt;
use jacobio::net::{TcpListener, TcpStream};

use super::{run_in_real_time, spawn_local};

#[test]
fn messages_go_to_a_websocket_server_and_back() {
    run_in_real_time(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = spawn_local(async move {
            let (socket, _address) = listener.accept().await.unwrap();
            let mut websocket = accept_async(socket).await.unwrap();
            while let Some(message) = websocket.next().await {
                match message.unwrap() {
                    Message::Text(text) => {
                        websocket.send(Message::Text(text)).await.unwrap();
                    }
                    _ => break,
                }
            }
        });

        let socket = TcpStream::connect(address).await.unwrap();
        let url = format!("ws://{address}/");
        let (mut websocket, _response) = client_async(url, socket).await.unwrap();
        for number in 0..10 {
            let sent = Message::text(number.to_string());
            websocket.send(sent.clone()).await.unwrap();
            assert_eq!(websocket.next().await.unwrap().unwrap(), sent);
        }
        websocket.close(None).await.unwrap();
        server.await.unwrap();
    });
}
