//! The threads: one that parks as the event loop does, and others that wake.

use crate::engine::remote::RemoteQueue;
use crate::engine::slab::Key;
use crate::engine::waker::CachedWaker;
use crate::real_std::sync::atomic::AtomicUsize;
use crate::sync::Arc;
use crate::sync::atomic::{AtomicU32, Ordering::Relaxed};
use crate::task::Waker;
use crate::thread;

use loom::model::Builder;
use loom::thread::{JoinHandle, spawn};

/// The most preemptions of an execution, unless the environment says how many.
const PREEMPTIONS: usize = 3;

/// Runs `program` in all orders, and with all that its threads may see.
fn in_all_executions(program: impl Fn() + Send + Sync + 'static) {
    let mut builder = Builder::new();
    builder.preemption_bound.get_or_insert(PREEMPTIONS);
    let executions = crate::real_std::sync::Arc::<AtomicUsize>::default();
    let counted = executions.clone();
    builder.check(move || {
        counted.fetch_add(1, Relaxed);
        program();
    });
    println!("{} executions", executions.load(Relaxed));
}

fn key(index: u32) -> Key {
    Key::from_bits(index.into())
}

/// The own waker of a task that has cloned the cached one.
fn waker(remote: &Arc<RemoteQueue>, key: Key) -> Waker {
    let cached = CachedWaker::new(remote);
    cached.retarget(key);
    cached.into_waker()
}

/// Another thread makes the task ready, and wakes it.
fn wake_by_a_thread(ready: &Arc<AtomicU32>, waker: Waker) -> JoinHandle<()> {
    let ready = ready.clone();
    spawn(move || {
        // Only the wake-up makes sure that the woken thread sees it.
        ready.store(1, Relaxed);
        waker.wake();
    })
}

/// How the event loop waits.
#[derive(Clone, Copy)]
enum Wait {
    Parked,
    ForSockets,
}

/// Takes and waits by turns, as the event loop does, until this many tasks were taken.
fn take_until(tasks: usize, remote: &RemoteQueue, wait: Wait) -> Vec<Key> {
    let alarm = Arc::<mio::Waker>::default();
    let mut taken = Vec::new();
    while taken.len() < tasks {
        let woken = remote.take();
        match wait {
            _ if !woken.is_empty() => taken.extend(woken),
            Wait::Parked => thread::park(),
            Wait::ForSockets if remote.begin_wait(&alarm) => alarm.wait(),
            Wait::ForSockets => {}
        }
    }
    taken
}

#[test]
fn no_wake_up_is_lost_between_the_look_at_the_queue_and_the_wait() {
    for wait in [Wait::Parked, Wait::ForSockets] {
        in_all_executions(move || {
            let (remote, ready) = (Arc::<RemoteQueue>::default(), Arc::<AtomicU32>::default());
            let other = wake_by_a_thread(&ready, waker(&remote, key(1)));
            assert_eq!(take_until(1, &remote, wait), [key(1)]);
            assert_eq!(ready.load(Relaxed), 1, "a task that was woken sees why");
            other.join().unwrap();
        });
    }
}

#[test]
fn a_task_that_was_taken_can_be_woken_again() {
    for wait in [Wait::Parked, Wait::ForSockets] {
        in_all_executions(move || {
            let (remote, count) = (Arc::<RemoteQueue>::default(), Arc::<AtomicU32>::default());
            let (waker, counted) = (waker(&remote, key(1)), count.clone());
            let other = spawn(move || {
                for count in 1..=2 {
                    counted.store(count, Relaxed);
                    waker.wake_by_ref();
                }
            });
            while count.load(Relaxed) < 2 {
                assert_eq!(take_until(1, &remote, wait), [key(1)]);
            }
            other.join().unwrap();
        });
    }
}

/// The other thread calls its clone and drops it, while the event loop wants the cached waker for
/// the next task.
#[test]
fn a_cached_waker_is_retargeted_only_after_its_clones_were_used() {
    in_all_executions(|| {
        let remote = Arc::<RemoteQueue>::default();
        let cached = CachedWaker::new(&remote);
        let clone = cached.retarget(key(1)).clone();
        let other = spawn(move || clone.wake());
        let mut woken = vec![key(1)];
        if !cached.is_shared() {
            let clone = cached.retarget(key(2)).clone();
            woken.push(key(2));
            spawn(move || clone.wake()).join().unwrap();
        }
        other.join().unwrap();
        assert_eq!(remote.take(), woken);
    });
}

#[test]
fn two_threads_that_wake_two_tasks_unpark_the_thread_for_both() {
    in_all_executions(|| {
        let remote = Arc::<RemoteQueue>::default();
        let ready = [(); 2].map(|()| Arc::<AtomicU32>::default());
        let wake =
            |index: u32| wake_by_a_thread(&ready[index as usize - 1], waker(&remote, key(index)));
        let others = [wake(1), wake(2)];
        let mut taken = take_until(2, &remote, Wait::Parked);
        taken.sort();
        assert_eq!(taken, [key(1), key(2)]);
        assert!(ready.iter().all(|ready| ready.load(Relaxed) == 1));
        for other in others {
            other.join().unwrap();
        }
    });
}

#[test]
fn a_task_that_two_threads_wake_is_queued_once() {
    in_all_executions(|| {
        let remote = Arc::<RemoteQueue>::default();
        let waker = waker(&remote, key(1));
        let others = [waker.clone(), waker].map(|waker| spawn(move || waker.wake()));
        for other in others {
            other.join().unwrap();
        }
        assert_eq!(remote.take(), [key(1)]);
        assert!(remote.take().is_empty());
    });
}
