//! `async-lock`: locks that a task may hold across an `.await`.

use async_lock::{Barrier, RwLock, Semaphore};

use super::{MS, Rc, run, sleep, spawn_local};

#[test]
fn a_lock_is_held_by_one_writer_or_by_many_readers() {
    let ((), took) = run(async {
        let lock = Rc::new(RwLock::new(0));
        let mut tasks = Vec::new();
        for _ in 0..3 {
            let lock = Rc::clone(&lock);
            tasks.push(spawn_local(async move {
                let mut number = lock.write().await;
                sleep(10 * MS).await;
                *number += 1;
            }));
        }
        for task in tasks.drain(..) {
            task.await.unwrap();
        }
        for _ in 0..3 {
            let lock = Rc::clone(&lock);
            tasks.push(spawn_local(async move {
                let number = lock.read().await;
                sleep(10 * MS).await;
                assert_eq!(*number, 3);
            }));
        }
        for task in tasks {
            task.await.unwrap();
        }
    });
    // The writers one after another, the readers concurrently.
    assert_eq!(took, 40 * MS);
}

#[test]
fn a_semaphore_admits_as_many_tasks_as_it_has_permits() {
    let ((), took) = run(async {
        let permits = Rc::new(Semaphore::new(3));
        let tasks: Vec<_> = (0..9)
            .map(|_| {
                let permits = Rc::clone(&permits);
                spawn_local(async move {
                    let _permit = permits.acquire().await;
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

#[test]
fn a_barrier_releases_its_tasks_when_the_last_one_arrives() {
    let ((), took) = run(async {
        let barrier = Rc::new(Barrier::new(5));
        let tasks: Vec<_> = (1..=5)
            .map(|number| {
                let barrier = Rc::clone(&barrier);
                spawn_local(async move {
                    sleep(number * MS).await;
                    barrier.wait().await.is_leader()
                })
            })
            .collect();
        let mut leaders = 0;
        for task in tasks {
            leaders += u32::from(task.await.unwrap());
        }
        assert_eq!(leaders, 1);
    });
    assert_eq!(took, 5 * MS);
}
