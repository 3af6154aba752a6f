//! The threads: one that parks as the event loop does, and others that wake.

use crate::remote::Remote;
use crate::slab::Key;
use crate::sync::Arc;
use crate::sync::atomic::{AtomicU32, Ordering::SeqCst};
use crate::task::{Id, OwnWaker, Waker};
use crate::thread;

use shuttle::scheduler::DfsScheduler;

/// More than the orders in which one wake can meet one park.
const MANY: usize = 4_000;

fn id(number: u64) -> Id {
    Id(Key(number))
}

/// Has another thread wake `id` by this waker.
fn wake_by_a_thread(waker: &OwnWaker, id: Id) -> thread::JoinHandle<()> {
    let waker = waker.rename(id).context().waker().clone();
    thread::spawn(move || waker.wake())
}

/// A task that is ready when it has been told so `expected` times.
struct Task {
    id: Id,
    waker: OwnWaker,
    told: Arc<AtomicU32>,
    expected: u32,
}

impl Task {
    fn new(remote: &Arc<Remote>, number: u64, expected: u32) -> Self {
        let waker = OwnWaker::new(remote);
        waker.rename(id(number));
        Self { id: id(number), waker, told: Arc::default(), expected }
    }

    /// Has another thread tell it something `times` times, and wake it each time.
    fn is_told_by_a_thread(&self, times: u32) -> thread::JoinHandle<()> {
        let waker: Waker = self.waker.context().waker().clone();
        let told = Arc::clone(&self.told);
        thread::spawn(move || {
            for _ in 0..times {
                told.fetch_add(1, SeqCst);
                waker.wake_by_ref();
            }
        })
    }

    fn is_ready(&self) -> bool {
        self.told.load(SeqCst) == self.expected
    }
}

/// Runs until all tasks are ready, polling only what was woken: a wake that is lost is a deadlock,
/// which shuttle reports. Gives the number of polls.
fn event_loop(remote: &Remote, tasks: &[Task]) -> usize {
    let mut ready = vec![false; tasks.len()];
    let mut polls = 0;
    while ready.contains(&false) {
        let woken = remote.take();
        if woken.is_empty() {
            thread::park();
        }
        for id in woken {
            let place = tasks.iter().position(|task| task.id == id).unwrap();
            polls += 1;
            ready[place] = tasks[place].is_ready();
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
fn a_wake_is_heard_however_it_meets_the_park() {
    in_all_orders(|| {
        let remote = Arc::<Remote>::default();
        let task = Task::new(&remote, 1, 1);
        let other = task.is_told_by_a_thread(1);
        assert_eq!(event_loop(&remote, &[task]), 1);
        other.join().unwrap();
    });
}

#[test]
fn a_million_wakes_are_noted_once() {
    in_all_orders(|| {
        let remote = Arc::<Remote>::default();
        let task = Task::new(&remote, 1, 2);
        let other = task.is_told_by_a_thread(2);
        other.join().unwrap();
        assert_eq!(remote.take(), [task.id]);
        assert!(remote.take().is_empty());
    });
}

#[test]
fn a_waker_wakes_the_task_that_it_was_passed_on_to() {
    in_all_orders(|| {
        let remote = Arc::<Remote>::default();
        let spare = OwnWaker::new(&remote);
        for number in 1..=2 {
            wake_by_a_thread(&spare, id(number)).join().unwrap();
            assert!(!spare.is_kept());
        }
        assert_eq!(remote.take(), [id(1), id(2)]);
    });
}

/// Two wakes can come in millions of orders already. Each run tries another few thousand of them.
#[test]
fn a_thread_that_wakes_again_and_again_is_heard_to_the_end() {
    let program = || {
        let remote = Arc::<Remote>::default();
        let task = Task::new(&remote, 1, 3);
        let other = task.is_told_by_a_thread(3);
        let polls = event_loop(&remote, &[task]);
        assert!((1..=3).contains(&polls));
        other.join().unwrap();
    };
    shuttle::check_random(program, MANY);
}

#[test]
fn many_threads_that_wake_many_tasks_are_all_heard() {
    let program = || {
        let remote = Arc::<Remote>::default();
        let tasks: Vec<_> = (1..=3).map(|number| Task::new(&remote, number, 4)).collect();
        let tell = |task: &Task| [task.is_told_by_a_thread(2), task.is_told_by_a_thread(2)];
        let others: Vec<_> = tasks.iter().flat_map(tell).collect();
        event_loop(&remote, &tasks);
        for other in others {
            other.join().unwrap();
        }
    };
    shuttle::check_pct(program, 1_000, 3);
}
