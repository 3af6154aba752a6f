//! What a UDP socket promises.

use std::io::ErrorKind;
use std::pin::pin;
use std::rc::Rc;

use crate::support::is_pending;

both_runtimes! {
    #[test]
    fn messages_keep_their_bounds_and_their_senders() {
        run(async {
            let server = UdpSocket::bind("127.0.0.1:0").await.unwrap();
            let client = UdpSocket::bind("127.0.0.1:0").await.unwrap();
            let address = server.local_addr().unwrap();
            assert_eq!(client.send_to(b"one", address).await.unwrap(), 3);
            assert_eq!(client.send_to(b"three", address).await.unwrap(), 5);
            let mut buffer = [0; 4];
            let sender = client.local_addr().unwrap();
            assert_eq!(server.recv_from(&mut buffer).await.unwrap(), (3, sender));
            // What the buffer doesn't hold is lost.
            #[cfg(unix)]
            assert_eq!(server.recv_from(&mut buffer).await.unwrap(), (4, sender));
        });
    }

    #[test]
    fn a_connected_socket_receives_from_its_peer_only() {
        run(async {
            let (one, two) = (bound().await, bound().await);
            let stranger = bound().await;
            one.connect(two.local_addr().unwrap()).await.unwrap();
            assert_eq!(one.peer_addr().unwrap(), two.local_addr().unwrap());
            stranger.send_to(b"no", one.local_addr().unwrap()).await.unwrap();
            two.send_to(b"yes", one.local_addr().unwrap()).await.unwrap();
            let mut buffer = [0; 8];
            let length = one.recv(&mut buffer).await.unwrap();
            assert_eq!(&buffer[..length], b"yes");
            one.send(b"answer").await.unwrap();
            assert_eq!(two.recv(&mut buffer).await.unwrap(), 6);
        });
    }

    #[test]
    fn a_cancelled_receive_loses_no_message() {
        run(async {
            let (sender, receiver) = (bound().await, bound().await);
            let mut buffer = [0; 8];
            for _ in 0..50 {
                assert!(is_pending(&mut pin!(receiver.recv_from(&mut buffer))).await);
                sender.send_to(b"abc", receiver.local_addr().unwrap()).await.unwrap();
                assert!(is_pending(&mut pin!(task::yield_now())).await);
                assert_eq!(receiver.recv_from(&mut buffer).await.unwrap().0, 3);
            }
        });
    }

    #[test]
    fn several_tasks_receive_from_one_socket() {
        run(async {
            let (sender, receiver) = (bound().await, Rc::new(bound().await));
            let address = receiver.local_addr().unwrap();
            let tasks: Vec<_> = (0..10)
                .map(|_| {
                    let receiver = Rc::clone(&receiver);
                    task::spawn_local(async move { receiver.recv_from(&mut [0; 8]).await.unwrap().0 })
                })
                .collect();
            task::yield_now().await;
            for _ in &tasks {
                sender.send_to(b"abc", address).await.unwrap();
            }
            for task in tasks {
                assert_eq!(task.await.unwrap(), 3);
            }
        });
    }

    #[test]
    fn try_recv_from_does_not_wait() {
        run(async {
            let (sender, receiver) = (bound().await, bound().await);
            let error = receiver.try_recv_from(&mut [0; 8]).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::WouldBlock);
            sender.writable().await.unwrap();
            sender.try_send_to(b"abc", receiver.local_addr().unwrap()).unwrap();
            loop {
                receiver.readable().await.unwrap();
                match receiver.try_recv_from(&mut [0; 8]) {
                    Ok((length, _)) => break assert_eq!(length, 3),
                    Err(error) => assert_eq!(error.kind(), ErrorKind::WouldBlock),
                }
            }
        });
    }

    /// The answer to one message is an error. It is reported once, and the socket goes on.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_message_that_nothing_receives_is_an_error_once() {
        run(async {
            let (one, two) = (bound().await, bound().await);
            let address = two.local_addr().unwrap();
            one.connect(address).await.unwrap();
            drop(two);
            one.send(b"lost").await.unwrap();
            let error = one.recv(&mut [0; 8]).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::ConnectionRefused);
            // It waits again, and doesn't spin.
            let two = UdpSocket::bind(address).await.unwrap();
            assert!(is_pending(&mut pin!(one.recv(&mut [0; 8]))).await);
            two.send_to(b"abc", one.local_addr().unwrap()).await.unwrap();
            assert_eq!(one.recv(&mut [0; 8]).await.unwrap(), 3);
        });
    }

    async fn bound() -> UdpSocket {
        UdpSocket::bind("127.0.0.1:0").await.unwrap()
    }
}
