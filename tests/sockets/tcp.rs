//! What a TCP listener and a TCP stream promise.

use std::io::{ErrorKind, Read, Write};
use std::net::Shutdown;
use std::pin::pin;
use std::rc::Rc;
use std::thread;

use futures::future::join_all;

use crate::support::is_pending;

both_runtimes! {
    #[test]
    fn a_connection_carries_bytes_in_both_directions() {
        run(async {
            let (mut client, mut server) = connected().await;
            client.write_all(b"question").await.unwrap();
            let mut buffer = [0; 8];
            assert_eq!(server.read_exact(&mut buffer).await.unwrap(), 8);
            assert_eq!(&buffer, b"question");
            server.write_all(b"answer").await.unwrap();
            drop(server);
            let mut answer = Vec::new();
            assert_eq!(client.read_to_end(&mut answer).await.unwrap(), 6);
            assert_eq!(answer, b"answer");
        });
    }

    #[test]
    fn both_ends_know_their_addresses_and_options() {
        run(async {
            let (client, server) = connected().await;
            assert_eq!(client.local_addr().unwrap(), server.peer_addr().unwrap());
            assert_eq!(client.peer_addr().unwrap(), server.local_addr().unwrap());
            assert!(!client.nodelay().unwrap());
            client.set_nodelay(true).unwrap();
            assert!(client.nodelay().unwrap());
        });
    }

    #[test]
    fn a_connection_to_a_port_where_nothing_listens_is_refused() {
        run(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            drop(listener);
            let error = TcpStream::connect(address).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::ConnectionRefused);
        });
    }

    #[test]
    fn the_second_address_is_tried_if_the_first_refuses() {
        run(async {
            let gone = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let addresses = [gone, listener.local_addr().unwrap()];
            let client = TcpStream::connect(&addresses[..]).await.unwrap();
            assert_eq!(client.peer_addr().unwrap(), addresses[1]);

            let nothing = TcpStream::connect(&[][..]).await.unwrap_err();
            assert_eq!(nothing.kind(), ErrorKind::InvalidInput);
        });
    }

    #[test]
    fn a_port_that_is_taken_cannot_be_bound() {
        run(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let again = TcpListener::bind(listener.local_addr().unwrap()).await;
            assert_eq!(again.unwrap_err().kind(), ErrorKind::AddrInUse);
        });
    }

    #[test]
    fn shutdown_ends_one_direction_only() {
        run(async {
            let (mut client, mut server) = connected().await;
            client.write_all(b"all").await.unwrap();
            client.shutdown().await.unwrap();
            let mut text = String::new();
            server.read_to_string(&mut text).await.unwrap();
            assert_eq!(text, "all");
            // It can be read again and again: the end stays.
            assert_eq!(server.read(&mut [0; 8]).await.unwrap(), 0);
            server.write_all(b"still open").await.unwrap();
            let mut buffer = [0; 10];
            client.read_exact(&mut buffer).await.unwrap();
            assert_eq!(&buffer, b"still open");
        });
    }

    #[test]
    fn the_end_is_found_behind_reads_that_were_short() {
        run(async {
            let (mut client, mut server) = connected().await;
            client.write_all(b"abc").await.unwrap();
            // The bytes and the end come in one event.
            client.shutdown().await.unwrap();
            let mut buffer = [0; 2];
            assert_eq!(server.read(&mut buffer).await.unwrap(), 2);
            // Short: fewer bytes than there is room for.
            assert_eq!(server.read(&mut buffer).await.unwrap(), 1);
            assert_eq!(server.read(&mut buffer).await.unwrap(), 0);
        });
    }

    #[test]
    fn bytes_that_come_after_a_short_read_are_read() {
        run(async {
            let (mut client, mut server) = connected().await;
            let echo = task::spawn_local(async move {
                let mut buffer = [0; 100];
                loop {
                    let length = server.read(&mut buffer).await.unwrap();
                    if length == 0 {
                        return;
                    }
                    server.write_all(&buffer[..length]).await.unwrap();
                }
            });
            for round in 0..100_u8 {
                client.write_all(&[round]).await.unwrap();
                let mut buffer = [0; 100];
                assert_eq!(client.read(&mut buffer).await.unwrap(), 1);
                assert_eq!(buffer[0], round);
            }
            drop(client);
            echo.await.unwrap();
        });
    }

    #[test]
    fn a_stream_that_ends_early_is_an_error_of_read_exact() {
        run(async {
            let (mut client, mut server) = connected().await;
            client.write_all(b"abc").await.unwrap();
            drop(client);
            let error = server.read_exact(&mut [0; 4]).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::UnexpectedEof);
        });
    }

    #[test]
    fn an_empty_buffer_reads_and_writes_nothing() {
        run(async {
            let (mut client, mut server) = connected().await;
            client.write_all(b"a").await.unwrap();
            client.write_all(b"").await.unwrap();
            assert_eq!(server.read(&mut []).await.unwrap(), 0);
            assert_eq!(server.read(&mut [0; 2]).await.unwrap(), 1);
        });
    }

    #[test]
    fn a_cancelled_read_loses_nothing() {
        run(async {
            let (mut client, mut server) = connected().await;
            for round in 0..50_u8 {
                let mut buffer = [0; 10];
                assert!(is_pending(&mut pin!(server.read(&mut buffer))).await);
                client.write_all(&[round; 3]).await.unwrap();
                // Polled again and again, and dropped each time, until the bytes are there.
                let length = loop {
                    let read = pin!(server.read(&mut buffer));
                    if let futures::future::Either::Left((length, _)) =
                        futures::future::select(read, pin!(task::yield_now())).await
                    {
                        break length.unwrap();
                    }
                };
                assert_eq!(buffer[..length], [round; 3]);
            }
        });
    }

    #[test]
    fn a_cancelled_accept_loses_no_connection() {
        run(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            for _ in 0..50 {
                assert!(is_pending(&mut pin!(listener.accept())).await);
                let client = TcpStream::connect(address).await.unwrap();
                assert!(is_pending(&mut pin!(task::yield_now())).await);
                let (_server, peer) = listener.accept().await.unwrap();
                assert_eq!(client.local_addr().unwrap(), peer);
            }
        });
    }

    #[test]
    fn many_tasks_accept_from_one_listener() {
        run(async {
            let listener = Rc::new(TcpListener::bind("127.0.0.1:0").await.unwrap());
            let address = listener.local_addr().unwrap();
            let acceptors: Vec<_> = (0..20)
                .map(|_| {
                    let listener = Rc::clone(&listener);
                    task::spawn_local(async move { listener.accept().await.unwrap() })
                })
                .collect();
            task::yield_now().await;
            // One after the other: each connection must find an acceptor that still waits.
            let mut clients = Vec::new();
            for _ in &acceptors {
                clients.push(TcpStream::connect(address).await.unwrap());
                task::yield_now().await;
            }
            join_all(acceptors).await.into_iter().for_each(|accepted| drop(accepted.unwrap()));
        });
    }

    #[test]
    fn an_acceptor_that_is_dropped_does_not_take_the_wake_up_of_another() {
        run(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            // Both are polled by one task, whose waker they share.
            let mut stays = pin!(listener.accept());
            {
                let mut leaves = pin!(listener.accept());
                assert!(is_pending(&mut leaves).await && is_pending(&mut stays).await);
            }
            let connect = task::spawn_local(async move { TcpStream::connect(address).await });
            stays.await.unwrap();
            connect.await.unwrap().unwrap();
        });
    }

    #[test]
    fn a_future_moves_to_another_task_and_is_woken_there() {
        run(async {
            let (mut client, mut server) = connected().await;
            let mut read = Box::pin(async move { server.read_u8_or_end().await });
            assert!(is_pending(&mut read).await);
            let reader = task::spawn_local(read);
            task::yield_now().await;
            client.write_all(&[7]).await.unwrap();
            assert_eq!(reader.await.unwrap(), Some(7));
        });
    }

    #[test]
    fn try_read_and_try_write_do_not_wait() {
        run(async {
            let (client, server) = connected().await;
            assert_eq!(server.try_read(&mut [0; 8]).unwrap_err().kind(), ErrorKind::WouldBlock);
            client.writable().await.unwrap();
            assert_eq!(client.try_write(b"abc").unwrap(), 3);
            let mut buffer = [0; 8];
            let length = loop {
                server.readable().await.unwrap();
                match server.try_read(&mut buffer) {
                    Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                    result => break result.unwrap(),
                }
            };
            assert_eq!(&buffer[..length], b"abc");

            // Until there is no room, and then until there is some again.
            let chunk = vec![0; 64 * 1024];
            let mut written = 0;
            loop {
                match client.try_write(&chunk) {
                    Ok(length) => written += length,
                    Err(error) => break assert_eq!(error.kind(), ErrorKind::WouldBlock),
                }
            }
            let reader = task::spawn_local(async move {
                let mut server = server;
                let mut sink = vec![0; written];
                server.read_exact(&mut sink).await.unwrap();
                server
            });
            client.writable().await.unwrap();
            reader.await.unwrap();
        });
    }

    #[test]
    fn peek_leaves_what_it_shows() {
        run(async {
            let (mut client, mut server) = connected().await;
            client.write_all(b"abc").await.unwrap();
            let mut buffer = [0; 8];
            for _ in 0..3 {
                assert_eq!(server.peek(&mut buffer).await.unwrap(), 3);
            }
            assert_eq!(server.read(&mut buffer).await.unwrap(), 3);
        });
    }

    #[test]
    fn twenty_megabytes_pass_through_a_slow_reader() {
        const LENGTH: usize = 20_000_000;

        fn byte(index: usize) -> u8 {
            u8::try_from(index % 251).unwrap()
        }

        run(async {
            let (mut client, mut server) = connected().await;
            let writer = task::spawn_local(async move {
                let bytes: Vec<u8> = (0..LENGTH).map(byte).collect();
                client.write_all(&bytes).await.unwrap();
            });
            let (mut buffer, mut read) = (vec![0; 30_000], 0);
            loop {
                let length = server.read(&mut buffer).await.unwrap();
                if length == 0 {
                    break;
                }
                assert!(buffer[..length].iter().zip(read..).all(|(&b, index)| b == byte(index)));
                read += length;
                for _ in 0..10 {
                    task::yield_now().await;
                }
            }
            assert_eq!(read, LENGTH);
            writer.await.unwrap();
        });
    }

    #[test]
    fn a_peer_that_resets_is_an_error_once_and_then_the_end() {
        run(async {
            let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
            let address = listener.local_addr().unwrap();
            // A peer that closes with bytes unread resets the connection.
            let peer = thread::spawn(move || {
                let (mut peer, _) = listener.accept().unwrap();
                peer.read_exact(&mut [0; 1]).unwrap();
            });
            let mut client = TcpStream::connect(address).await.unwrap();
            client.write_all(b"two bytes and more").await.unwrap();
            let error = client.read(&mut [0; 8]).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::ConnectionReset);
            peer.join().unwrap();
            assert_eq!(client.read(&mut [0; 8]).await.unwrap(), 0);
            let error = client.write_all(b"nowhere to go").await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::BrokenPipe);
        });
    }

    #[test]
    fn a_reset_wakes_a_task_that_waits_for_room() {
        run(async {
            let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
            let mut client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
            let (peer, _) = listener.accept().unwrap();
            let writer = task::spawn_local(async move {
                client.write_all(&vec![0; 50_000_000]).await.unwrap_err().kind()
            });
            for _ in 0..100 {
                task::yield_now().await;
            }
            drop(peer);
            let kind = writer.await.unwrap();
            assert!(matches!(kind, ErrorKind::ConnectionReset | ErrorKind::BrokenPipe), "{kind}");
        });
    }

    #[test]
    fn a_stream_of_std_becomes_one_of_the_runtime() {
        run(async {
            let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
            listener.set_nonblocking(true).unwrap();
            let address = listener.local_addr().unwrap();
            let listener = TcpListener::from_std(listener).unwrap();
            let peer = thread::spawn(move || {
                let mut peer = std::net::TcpStream::connect(address).unwrap();
                peer.write_all(b"abc").unwrap();
                peer.shutdown(Shutdown::Write).unwrap();
                peer
            });
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut text = String::new();
            stream.read_to_string(&mut text).await.unwrap();
            assert_eq!(text, "abc");

            let peer = peer.join().unwrap();
            peer.set_nonblocking(true).unwrap();
            let mut peer = TcpStream::from_std(peer).unwrap();
            stream.write_all(b"def").await.unwrap();
            let mut buffer = [0; 3];
            peer.read_exact(&mut buffer).await.unwrap();
            assert_eq!(&buffer, b"def");
        });
    }

    /// One byte, for futures that own their stream.
    trait ReadByte {
        async fn read_u8_or_end(&mut self) -> Option<u8>;
    }

    impl ReadByte for TcpStream {
        async fn read_u8_or_end(&mut self) -> Option<u8> {
            let mut byte = [0];
            (self.read(&mut byte).await.unwrap() == 1).then_some(byte[0])
        }
    }
}

/// Tokio waits for the first event of a socket, and `try_read` fails until then.
#[test]
fn a_new_socket_is_tried_at_once() {
    use jacobio::net::{TcpListener, TcpStream};

    crate::support::jacobio::run(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        assert_eq!(client.try_write(b"abc").unwrap(), 3);
        let (server, _) = listener.accept().await.unwrap();
        assert_eq!(server.try_read(&mut [0; 8]).unwrap(), 3);
    });
}
