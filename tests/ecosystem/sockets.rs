//! `async-io`: real sockets. The server is the code of the example, on a free port.

use std::cell::Cell;
use std::net::{TcpListener, TcpStream};

use async_io::Async;
use futures::future::try_join_all;
use futures::{AsyncReadExt, AsyncWriteExt};

use super::{MS, Rc, interval, run_in_real_time, spawn_local};

#[allow(dead_code, reason = "the test calls neither its main nor its report")]
#[path = "../../stage4-await/jacobio/examples/echo.rs"]
mod echo;

const CLIENTS: u8 = 50;
const ROUNDS: u8 = 20;

#[test]
fn the_example_serves_many_clients_while_a_timer_ticks() {
    run_in_real_time(async {
        let listener = Async::<TcpListener>::bind(([127, 0, 0, 1], 0)).unwrap();
        let address = listener.get_ref().local_addr().unwrap();
        let echoed = Rc::new(Cell::new(0));
        let server = spawn_local(echo::serve(listener, Rc::clone(&echoed)));

        let ticks = Rc::new(Cell::new(0));
        let counted = Rc::clone(&ticks);
        let ticker = spawn_local(async move {
            let mut interval = interval(MS);
            loop {
                interval.tick().await;
                counted.set(counted.get() + 1);
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

        assert_eq!(echoed.get(), usize::from(CLIENTS) * usize::from(ROUNDS) * 2);
        let before = ticks.get();
        assert!(before > 0);
        // The timer still fires, and the server still runs.
        while ticks.get() == before {
            jacobio::time::sleep(MS).await;
        }
        assert!(!server.is_finished());
        ticker.abort();
    });
}

#[test]
fn a_client_that_hangs_up_ends_its_own_connection_only() {
    run_in_real_time(async {
        let listener = Async::<TcpListener>::bind(([127, 0, 0, 1], 0)).unwrap();
        let address = listener.get_ref().local_addr().unwrap();
        spawn_local(echo::serve(listener, Rc::default()));

        let mut stays = Async::<TcpStream>::connect(address).await.unwrap();
        for _ in 0..10 {
            let mut leaves = Async::<TcpStream>::connect(address).await.unwrap();
            leaves.write_all(b"unread").await.unwrap();
            drop(leaves);
        }
        stays.write_all(b"still here").await.unwrap();
        let mut received = [0; 10];
        stays.read_exact(&mut received).await.unwrap();
        assert_eq!(&received, b"still here");
    });
}
