//! The wait for sockets, and what else ends it.

use std::io::Write;
use std::pin::pin;
use std::thread;
use std::time::Duration;

use futures::channel::oneshot;
use futures::future::{Either, select};

both_runtimes! {
    #[test]
    fn a_wake_up_by_another_thread_ends_the_wait_for_sockets() {
        run(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let mut accept = pin!(listener.accept());
            for round in 0..200 {
                let (sender, receiver) = oneshot::channel();
                let other = thread::spawn(move || {
                    // Both orders: the wake-up comes before the wait, and while the thread waits.
                    if round % 2 == 0 {
                        thread::sleep(Duration::from_micros(300));
                    }
                    sender.send(round).unwrap();
                });
                match select(receiver, &mut accept).await {
                    Either::Left((number, _)) => assert_eq!(number.unwrap(), round),
                    Either::Right(_) => panic!("there is no client"),
                }
                other.join().unwrap();
            }
        });
    }

    #[test]
    fn wake_ups_by_other_threads_and_sockets_come_together() {
        run(async {
            let (mut client, mut server) = connected().await;
            let echo = task::spawn_local(async move {
                let mut buffer = [0; 8];
                while server.read(&mut buffer).await.unwrap() > 0 {
                    server.write_all(&buffer[..1]).await.unwrap();
                }
            });
            let (sender, mut receiver) = ::tokio::sync::mpsc::unbounded_channel();
            let threads: Vec<_> = (0..4)
                .map(|_| {
                    let sender = sender.clone();
                    thread::spawn(move || (0..500).for_each(|number| sender.send(number).unwrap()))
                })
                .collect();
            drop(sender);
            let messages = task::spawn_local(async move {
                let mut count = 0;
                while receiver.recv().await.is_some() {
                    count += 1;
                }
                count
            });
            for _ in 0..500 {
                client.write_all(&[1]).await.unwrap();
                client.read_exact(&mut [0]).await.unwrap();
            }
            assert_eq!(messages.await.unwrap(), 2000);
            drop(client);
            echo.await.unwrap();
            for thread in threads {
                thread.join().unwrap();
            }
        });
    }

    #[test]
    fn timers_fire_while_the_thread_waits_for_sockets() {
        run(async {
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let mut accept = pin!(listener.accept());
            for millis in [0, 1, 5] {
                let (limit, start) = (Duration::from_millis(millis), time::Instant::now());
                assert!(time::timeout(limit, &mut accept).await.is_err());
                assert!(start.elapsed() >= limit);
            }
        });
    }

    /// Deadlines past what the operating system's wait can take.
    #[test]
    fn a_socket_is_served_while_a_task_sleeps_forever() {
        run(async {
            let (mut client, mut server) = connected().await;
            let sleeps = [time::sleep(Duration::MAX), time::sleep(Duration::from_secs(2_200_000))];
            let tasks = sleeps.map(task::spawn_local);
            let reader = task::spawn_local(async move { server.read(&mut [0; 8]).await.unwrap() });
            task::yield_now().await;
            client.write_all(b"abc").await.unwrap();
            assert_eq!(reader.await.unwrap(), 3);
            assert!(tasks.iter().all(|task| !task.is_finished()));
        });
    }

    #[test]
    fn a_paused_clock_serves_a_socket_that_is_ready_before_it_jumps() {
        run(async {
            time::pause();
            let start = time::Instant::now();
            let (mut client, mut server) = connected().await;
            let sleeper = task::spawn_local(time::sleep(Duration::from_secs(3600)));
            for _ in 0..100 {
                client.write_all(b"abc").await.unwrap();
                server.read_exact(&mut [0; 3]).await.unwrap();
            }
            assert!(start.elapsed() < Duration::from_millis(2), "{:?}", start.elapsed());
            // With nothing to read it jumps, and does not wait for an hour.
            let read = time::timeout(Duration::from_secs(60), server.read(&mut [0; 3])).await;
            assert!(read.is_err());
            assert!((59..=61).contains(&start.elapsed().as_secs()));
            sleeper.await.unwrap();
        });
    }

    #[test]
    fn a_paused_clock_waits_for_a_peer_if_there_is_no_timer() {
        run(async {
            time::pause();
            let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            let peer = thread::spawn(move || {
                thread::sleep(Duration::from_millis(20));
                std::net::TcpStream::connect(address).unwrap().write_all(b"abc").unwrap();
            });
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut text = String::new();
            stream.read_to_string(&mut text).await.unwrap();
            assert_eq!(text, "abc");
            peer.join().unwrap();
        });
    }
}

/// Ctrl-C and Ctrl-Z interrupt a system call that waits.
#[cfg(unix)]
mod signals {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

    use nix::sys::pthread::{pthread_kill, pthread_self};
    use nix::sys::signal::Signal;

    use super::*;

    #[test]
    fn a_signal_does_not_end_the_wait_for_sockets() {
        let signals = Arc::new(AtomicU32::new(0));
        let counter = Arc::clone(&signals);
        ctrlc::set_handler(move || {
            counter.fetch_add(1, SeqCst);
        })
        .unwrap();
        crate::support::jacobio::run(async {
            let listener = jacobio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            let waiting = pthread_self();
            let other = thread::spawn(move || {
                for round in 1..=20 {
                    pthread_kill(waiting, Signal::SIGINT).unwrap();
                    while signals.load(SeqCst) < round {
                        thread::yield_now();
                    }
                }
                drop(std::net::TcpStream::connect(address).unwrap());
            });
            let start = jacobio::time::Instant::now();
            let wait = jacobio::time::timeout(Duration::from_secs(30), listener.accept());
            wait.await.unwrap().unwrap();
            assert!(start.elapsed() < Duration::from_secs(30));
            other.join().unwrap();
        });
    }
}
