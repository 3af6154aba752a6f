//! `tokio::sync`: tokio's channels and locks work without tokio's runtime.

use tokio::sync::{Mutex, Notify, Semaphore, mpsc, oneshot};

use super::{MS, Rc, run, sleep, spawn_local, yield_now};

#[test]
fn a_channel_carries_from_task_to_task_and_from_thread_to_task() {
    run(async {
        let (sender, mut receiver) = mpsc::channel(2);
        let from_task = sender.clone();
        spawn_local(async move {
            for number in 0..100 {
                from_task.send(number).await.unwrap();
            }
        });
        let other = std::thread::spawn(move || {
            for number in 100..200 {
                sender.blocking_send(number).unwrap();
            }
        });
        let mut sum = 0;
        while let Some(number) = receiver.recv().await {
            sum += number;
        }
        assert_eq!(sum, 199 * 200 / 2);
        other.join().unwrap();
    });
}

#[test]
fn a_oneshot_returns_its_value_or_an_error_if_its_sender_is_dropped() {
    run(async {
        let (sender, receiver) = oneshot::channel();
        spawn_local(async move { sender.send(7).unwrap() });
        assert_eq!(receiver.await, Ok(7));
        let (sender, receiver) = oneshot::channel::<u32>();
        spawn_local(async move { drop(sender) });
        assert!(receiver.await.is_err());
    });
}

#[test]
fn a_mutex_is_held_across_an_await_and_locked_in_order() {
    let (order, took) = run(async {
        let order = Rc::new(Mutex::new(Vec::new()));
        let tasks: Vec<_> = (0..10)
            .map(|number| {
                let order = Rc::clone(&order);
                spawn_local(async move {
                    let mut order = order.lock().await;
                    sleep(MS).await;
                    order.push(number);
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
        Rc::into_inner(order).unwrap().into_inner()
    });
    assert_eq!((order, took), ((0..10).collect(), 10 * MS));
}

#[test]
fn a_notification_is_stored_until_a_task_awaits_it() {
    run(async {
        let notify = Rc::new(Notify::new());
        notify.notify_one();
        notify.notified().await;

        let waiting = Rc::clone(&notify);
        let all: Vec<_> = (0..3)
            .map(|_| {
                let notify = Rc::clone(&waiting);
                spawn_local(async move { notify.notified().await })
            })
            .collect();
        yield_now().await;
        notify.notify_waiters();
        for task in all {
            task.await.unwrap();
        }
    });
}

#[test]
fn a_semaphore_admits_as_many_tasks_as_it_has_permits() {
    let ((), took) = run(async {
        let permits = Rc::new(Semaphore::new(3));
        let tasks: Vec<_> = (0..9)
            .map(|_| {
                let permits = Rc::clone(&permits);
                spawn_local(async move {
                    let _permit = permits.acquire().await.unwrap();
                    sleep(10 * MS).await;
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
    });
    assert_eq!(took, 30 * MS);
}
