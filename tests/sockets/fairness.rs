//! No socket and no task keeps the others waiting.

use std::cell::Cell;
use std::rc::Rc;

both_runtimes! {
    /// `peek` finds something in every call, so this loop never has to wait.
    #[test]
    fn a_loop_over_a_stream_that_always_has_data_lets_the_others_run() {
        run(async {
            let (mut client, server) = connected().await;
            client.write_all(b"abc").await.unwrap();
            let peeks = Rc::new(Cell::new(0));
            let counter = Rc::clone(&peeks);
            let reader = task::spawn_local(async move {
                loop {
                    assert_eq!(server.peek(&mut [0; 8]).await.unwrap(), 3);
                    counter.set(counter.get() + 1);
                }
            });
            while peeks.get() < 1000 {
                task::yield_now().await;
            }
            reader.abort();
        });
    }

    #[test]
    fn tasks_that_are_always_ready_let_a_socket_have_its_turn() {
        run(async {
            let (mut client, mut server) = connected().await;
            let spinners: Vec<_> = (0..3)
                .map(|_| {
                    task::spawn_local(async {
                        loop {
                            task::yield_now().await;
                        }
                    })
                })
                .collect();
            let echo = task::spawn_local(async move {
                let mut buffer = [0; 8];
                while server.read(&mut buffer).await.unwrap() > 0 {
                    server.write_all(&buffer[..1]).await.unwrap();
                }
            });
            for _ in 0..100 {
                client.write_all(&[1]).await.unwrap();
                client.read_exact(&mut [0]).await.unwrap();
            }
            drop(client);
            echo.await.unwrap();
            spinners.iter().for_each(task::JoinHandle::abort);
        });
    }
}

/// While tasks are ready, the event loop looks at the sockets at least every 64 polls.
#[test]
fn at_most_64_polls_pass_between_two_looks_at_the_sockets() {
    use std::io::Write;

    use jacobio::task::{spawn_local, yield_now};

    crate::support::jacobio::run(async {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let stream =
            jacobio::net::TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let (mut peer, _) = listener.accept().unwrap();
        let (polls, seen) = (Rc::new(Cell::new(0_u32)), Rc::new(Cell::new(None)));
        let reader = spawn_local({
            let (polls, seen) = (Rc::clone(&polls), Rc::clone(&seen));
            async move {
                // The first `readable` of a new stream is a guess.
                while stream.try_read(&mut [0; 1]).is_err() {
                    stream.readable().await.unwrap();
                }
                seen.set(Some(polls.get()));
            }
        });
        yield_now().await;
        yield_now().await;
        peer.write_all(&[1]).unwrap();
        // The bytes are there now. On loopback the write has put them into the other socket.
        while !reader.is_finished() {
            polls.set(polls.get() + 1);
            yield_now().await;
        }
        // This task and the reader's own poll.
        assert!(seen.get().is_some_and(|polls| polls <= 65), "{seen:?}");
    });
}
