//! `async-io`: sockets whose reactor is a thread of its own, which wakes tasks through their
//! wakers.

use std::net::{TcpListener, TcpStream};

use async_io::Async;
use futures::future::try_join_all;
use futures::{AsyncReadExt, AsyncWriteExt};

use super::{run_in_real_time, spawn_local};

#[test]
fn many_clients_are_served_by_sockets_of_another_reactor() {
    const CLIENTS: u8 = 20;
    const ROUNDS: u8 = 20;

    run_in_real_time(async {
        let listener = Async::<TcpListener>::bind(([127, 0, 0, 1], 0)).unwrap();
        let address = listener.get_ref().local_addr().unwrap();
        spawn_local(async move {
            loop {
                let (client, _address) = listener.accept().await.unwrap();
                spawn_local(async move { futures::io::copy(&client, &mut &client).await });
            }
        });

        let client = async |number: u8| {
            let mut socket = Async::<TcpStream>::connect(address).await?;
            for round in 0..ROUNDS {
                let sent = [number, round];
                socket.write_all(&sent).await?;
                let mut received = [0; 2];
                socket.read_exact(&mut received).await?;
                assert_eq!(received, sent);
            }
            std::io::Result::Ok(())
        };
        // One task runs all clients concurrently.
        try_join_all((0..CLIENTS).map(client)).await.unwrap();
    });
}
