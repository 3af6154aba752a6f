//! `async-channel`, `async-broadcast` and `flume`: channels between tasks, and from threads to
//! tasks.

use std::thread;

use super::{MS, run, sleep, spawn_local};

#[test]
fn async_channel_makes_the_sender_of_a_full_channel_wait() {
    let ((), took) = run(async {
        let (sender, receiver) = async_channel::bounded(1);
        let sending = spawn_local(async move {
            for number in 0..10 {
                sender.send(number).await.unwrap();
            }
        });
        for number in 0..10 {
            sleep(MS).await;
            assert_eq!(receiver.recv().await, Ok(number));
        }
        assert!(receiver.recv().await.is_err(), "the sender is dropped");
        sending.await.unwrap();
    });
    assert_eq!(took, 10 * MS);
}

#[test]
fn async_channel_gives_each_message_to_one_of_many_tasks() {
    run(async {
        let (sender, receiver) = async_channel::unbounded();
        let receivers: Vec<_> = (0..5)
            .map(|_| {
                let receiver = receiver.clone();
                spawn_local(async move {
                    let mut sum = 0;
                    while let Ok(number) = receiver.recv().await {
                        sum += number;
                    }
                    sum
                })
            })
            .collect();
        for number in 0..100 {
            sender.send(number).await.unwrap();
        }
        drop(sender);
        let mut sum = 0;
        for receiver in receivers {
            sum += receiver.await.unwrap();
        }
        assert_eq!(sum, (0..100).sum());
    });
}

#[test]
fn async_broadcast_gives_each_message_to_every_task() {
    run(async {
        let (sender, receiver) = async_broadcast::broadcast(2);
        let receivers: Vec<_> = (0..5)
            .map(|_| {
                let mut receiver = receiver.clone();
                spawn_local(async move {
                    let mut numbers = Vec::new();
                    while let Ok(number) = receiver.recv().await {
                        numbers.push(number);
                    }
                    numbers
                })
            })
            .collect();
        drop(receiver);
        for number in 0..10 {
            sender.broadcast(number).await.unwrap();
        }
        drop(sender);
        for receiver in receivers {
            assert_eq!(receiver.await.unwrap(), (0..10).collect::<Vec<_>>());
        }
    });
}

#[test]
fn flume_carries_messages_from_a_thread_that_blocks_to_a_task() {
    run(async {
        let (sender, receiver) = flume::bounded(1);
        let thread = thread::spawn(move || {
            for number in 0..100 {
                sender.send(number).unwrap();
            }
        });
        for number in 0..100 {
            assert_eq!(receiver.recv_async().await, Ok(number));
        }
        assert!(receiver.recv_async().await.is_err(), "the sender is dropped");
        thread.join().unwrap();
    });
}
