//! The threads: one that parks as the event loop does, and others that wake.

use crate::engine::remote::RemoteQueue;
use crate::engine::slab::Key;
use crate::engine::waker::CachedWaker;
use crate::sync::Arc;
use crate::sync::atomic::{AtomicU32, Ordering::SeqCst};
use crate::task::Waker;
use crate::thread;

use shuttle::scheduler::DfsScheduler;

/// More than the orders in which one wake-up can meet one park.
const MANY: usize = 4_000;

fn key(index: u32) -> Key {
    Key::from_bits(index.into())
}

/// Another thread wakes `key` by this waker.
fn wake_by_a_thread(cached: &CachedWaker, key: Key) -> thread::JoinHandle<()> {
    let waker = cached.retarget(key).clone();
    thread::spawn(move || waker.wake())
}

/// A task that is ready when its counter has come to `expected`.
struct Task {
    key: Key,
    waker: Waker,
    counter: Arc<AtomicU32>,
    expected: u32,
}

impl Task {
    fn new(remote: &Arc<RemoteQueue>, index: u32, expected: u32) -> Self {
        let cached = CachedWaker::new(remote);
        cached.retarget(key(index));
        Self { key: key(index), waker: cached.into_waker(), counter: Arc::default(), expected }
    }

    /// Another thread counts `times` times, and wakes the task each time.
    fn count_by_a_thread(&self, times: u32) -> thread::JoinHandle<()> {
        let (waker, counter) = (self.waker.clone(), Arc::clone(&self.counter));
        thread::spawn(move || {
            for _ in 0..times {
                counter.fetch_add(1, SeqCst);
                waker.wake_by_ref();
            }
        })
    }

    fn is_ready(&self) -> bool {
        self.counter.load(SeqCst) == self.expected
    }
}

fn take(remote: &RemoteQueue) -> Vec<Key> {
    remote.take()
}

/// Runs until all tasks are ready, and polls only what was woken: a lost wake-up is a deadlock,
/// which shuttle reports. Returns the number of polls.
fn event_loop(remote: &RemoteQueue, tasks: &[Task]) -> usize {
    event_loop_that_waits(remote, tasks, |_| thread::park())
}

/// The same with sockets to wait for.
fn event_loop_with_sockets(remote: &RemoteQueue, tasks: &[Task]) -> usize {
    let alarm = Arc::new(thread::Waker::default());
    event_loop_that_waits(remote, tasks, |_| {
        if remote.begin_wait(&alarm) {
            alarm.wait();
        }
    })
}

/// The same with a socket that comes and goes, so that the thread waits in two places by turns.
fn event_loop_with_a_socket_at_times(remote: &RemoteQueue, tasks: &[Task]) -> usize {
    let alarm = Arc::new(thread::Waker::default());
    event_loop_that_waits(remote, tasks, |round| match round % 2 {
        0 if remote.begin_wait(&alarm) => alarm.wait(),
        0 => {}
        _ => thread::park(),
    })
}

fn event_loop_that_waits(remote: &RemoteQueue, tasks: &[Task], wait: impl Fn(usize)) -> usize {
    let mut ready = vec![false; tasks.len()];
    let mut polls = 0;
    while ready.contains(&false) {
        let woken = take(remote);
        if woken.is_empty() {
            wait(polls);
        }
        for key in woken {
            let index = tasks.iter().position(|task| task.key == key).unwrap();
            polls += 1;
            ready[index] = tasks[index].is_ready();
        }
    }
    polls
}

/// Runs `program` in all orders there are.
fn in_all_orders(program: impl Fn() + Send + Sync + 'static) {
    let scheduler = DfsScheduler::new(Some(MANY), false);
    let orders = shuttle::Runner::new(scheduler, shuttle::Config::default()).run(program);
    assert!(orders < MANY, "there are more orders than this tries");
}

#[test]
fn a_wake_up_ends_the_park_in_whatever_order_they_come() {
    in_all_orders(|| {
        let remote = Arc::<RemoteQueue>::default();
        let task = Task::new(&remote, 1, 1);
        let other = task.count_by_a_thread(1);
        assert_eq!(event_loop(&remote, &[task]), 1);
        other.join().unwrap();
    });
}

#[test]
fn a_wake_up_ends_the_wait_for_sockets_in_whatever_order_they_come() {
    in_all_orders(|| {
        let remote = Arc::<RemoteQueue>::default();
        let task = Task::new(&remote, 1, 1);
        let other = task.count_by_a_thread(1);
        assert_eq!(event_loop_with_sockets(&remote, &[task]), 1);
        other.join().unwrap();
    });
}

#[test]
fn wake_ups_of_one_task_are_queued_once() {
    in_all_orders(|| {
        let remote = Arc::<RemoteQueue>::default();
        let task = Task::new(&remote, 1, 2);
        let other = task.count_by_a_thread(2);
        other.join().unwrap();
        assert_eq!(take(&remote), [task.key]);
        assert!(take(&remote).is_empty());
    });
}

#[test]
fn a_cached_waker_wakes_the_task_that_it_was_retargeted_to() {
    in_all_orders(|| {
        let remote = Arc::<RemoteQueue>::default();
        let cached = CachedWaker::new(&remote);
        for index in 1..=2 {
            wake_by_a_thread(&cached, key(index)).join().unwrap();
            assert!(!cached.is_shared());
        }
        assert_eq!(take(&remote), [key(1), key(2)]);
    });
}

/// Two wake-ups can come in millions of orders already. Each run tries another few thousand.
#[test]
fn the_last_of_many_wake_ups_is_not_lost() {
    let program = || {
        let remote = Arc::<RemoteQueue>::default();
        let task = Task::new(&remote, 1, 3);
        let other = task.count_by_a_thread(3);
        let polls = event_loop(&remote, &[task]);
        assert!((1..=3).contains(&polls));
        other.join().unwrap();
    };
    shuttle::check_random(program, MANY);
}

#[test]
fn no_wake_up_of_many_threads_is_lost() {
    for event_loop in [event_loop, event_loop_with_sockets, event_loop_with_a_socket_at_times] {
        shuttle::check_pct(move || wake_by_many_threads(event_loop), 1_000, 3);
    }
}

fn wake_by_many_threads(event_loop: fn(&RemoteQueue, &[Task]) -> usize) {
    let remote = Arc::<RemoteQueue>::default();
    let tasks: Vec<_> = (1..=3).map(|index| Task::new(&remote, index, 4)).collect();
    let count = |task: &Task| [task.count_by_a_thread(2), task.count_by_a_thread(2)];
    let others: Vec<_> = tasks.iter().flat_map(count).collect();
    event_loop(&remote, &tasks);
    for other in others {
        other.join().unwrap();
    }
}
