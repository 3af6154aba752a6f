//! Wake-ups from other threads, while the event loop is about to park.
//!
//! These are stress tests on real threads. Each repeats the critical moment many times: the event
//! loop has found the remote queue empty and is about to park. A lost wake-up leaves the thread
//! parked forever, and the watchdog ends the test. `wake_protocol` explores the interleavings of
//! the same code on a model of threads; the real park is tested here.

use std::future::poll_fn;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::{Relaxed, SeqCst};
use std::sync::{Arc, mpsc};
use std::task::{Poll, Waker};
use std::thread;
use std::time::Duration;

use futures::channel::oneshot;

const ROUNDS: u32 = 2_000;

both_runtimes! {
    #[test]
    fn no_wake_up_is_lost_however_close_it_is_to_the_park() {
        let (to_other, wakers) = mpsc::channel::<(Waker, Arc<AtomicU32>)>();
        let other = thread::spawn(move || {
            for (round, (waker, done)) in (0..).zip(wakers) {
                // The delay varies, so that some wake-ups come while the thread is about to park.
                for _ in 0..round % 64 * 8 {
                    std::hint::spin_loop();
                }
                done.fetch_add(1, SeqCst);
                waker.wake();
            }
        });
        let done = Arc::new(AtomicU32::new(0));
        new_runtime().block_on(async {
            for round in 1..=ROUNDS {
                let mut sent = false;
                poll_fn(|cx| {
                    if !sent {
                        sent = true;
                        to_other.send((cx.waker().clone(), Arc::clone(&done))).unwrap();
                    }
                    if done.load(SeqCst) == round { Poll::Ready(()) } else { Poll::Pending }
                })
                .await;
            }
        });
        drop(to_other);
        other.join().unwrap();
        assert_eq!(done.load(SeqCst), ROUNDS);
    }

    #[test]
    fn writes_before_a_wake_up_are_visible_to_the_poll_that_follows() {
        // Eight threads wake one task. Relaxed on purpose: the wake-up has to order the writes.
        let counts: Arc<[AtomicU32; 8]> = Arc::default();
        new_runtime().block_on(async {
            let mut threads = Vec::new();
            poll_fn(|cx| {
                if threads.is_empty() {
                    for thread in 0..8 {
                        let (counts, waker) = (Arc::clone(&counts), cx.waker().clone());
                        threads.push(thread::spawn(move || {
                            for _ in 0..ROUNDS {
                                counts[thread].fetch_add(1, Relaxed);
                                waker.wake_by_ref();
                            }
                        }));
                    }
                }
                let seen = counts.iter().map(|count| count.load(Relaxed));
                if seen.sum::<u32>() == 8 * ROUNDS { Poll::Ready(()) } else { Poll::Pending }
            })
            .await;
            for thread in threads {
                thread.join().unwrap();
            }
        });
    }

    #[test]
    fn many_threads_wake_many_tasks_and_no_wake_up_is_lost() {
        new_runtime().block_on(async {
            let mut senders = Vec::new();
            let mut tasks = Vec::new();
            for number in 0..800 {
                let (sender, receiver) = oneshot::channel();
                senders.push((sender, number));
                tasks.push(task::spawn_local(receiver));
            }
            let mut threads = Vec::new();
            while !senders.is_empty() {
                let some = senders.split_off(senders.len() - 100);
                threads.push(thread::spawn(move || {
                    for (sender, number) in some {
                        sender.send(number).unwrap();
                    }
                }));
            }
            for (number, task) in (0..).zip(tasks) {
                assert_eq!(task.await.unwrap(), Ok(number));
            }
            for thread in threads {
                thread.join().unwrap();
            }
        });
    }

    #[test]
    fn threads_may_wake_tasks_while_the_runtime_is_dropped() {
        for _ in 0..50 {
            let (to_other, wakers) = mpsc::channel::<Waker>();
            let other = thread::spawn(move || {
                let waker = wakers.recv().unwrap();
                for _ in 0..200 {
                    waker.wake_by_ref();
                    drop(waker.clone());
                }
            });
            new_runtime().block_on(async {
                task::spawn_local(poll_fn(move |cx| {
                    let _disconnected = to_other.send(cx.waker().clone());
                    Poll::<()>::Pending
                }));
                task::yield_now().await;
            });
            other.join().unwrap();
        }
    }

    #[test]
    fn a_remote_wake_up_ends_a_park_before_its_deadline() {
        new_runtime().block_on(async {
            let (sender, receiver) = oneshot::channel();
            let other = thread::spawn(move || {
                thread::sleep(Duration::from_millis(2));
                sender.send(7)
            });
            let in_time = time::timeout(Duration::from_secs(60), receiver).await;
            assert_eq!(in_time.unwrap(), Ok(7));
            other.join().unwrap().unwrap();
        });
    }
}
