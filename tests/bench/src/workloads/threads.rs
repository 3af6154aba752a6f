//! Tasks that another thread wakes.

use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::task::{Context, Poll, Waker};
use std::thread::{self, Thread};

use crate::measure::Stopwatch;
use crate::runtimes::Runtime;

/// In each round the other thread wakes every task, without a pause, and waits until the last of
/// them was polled. With one task that is a round trip. Figures: CPU of both threads and wall time
/// for one wake.
pub async fn run<R: Runtime>(tasks: usize, rounds: usize) -> Vec<f64> {
    let shared = Arc::new(Rounds::default());
    let (register, registered) = mpsc::channel();
    let other = thread::spawn({
        let shared = Arc::clone(&shared);
        move || shared.call(tasks, rounds, &registered)
    });
    let missing = Rc::new(Cell::new(tasks));

    let mut handles = Vec::with_capacity(tasks);
    for index in 0..tasks {
        handles.push(R::spawn(Listener {
            index,
            tasks,
            rounds,
            heard: None,
            waker: None,
            missing: Rc::clone(&missing),
            register: register.clone(),
            shared: Arc::clone(&shared),
            caller: other.thread().clone(),
        }));
    }
    let watch = Stopwatch::start();
    for handle in handles {
        handle.await;
    }
    let figures = vec![watch.cpu_nanos_each(tasks * rounds), watch.wall_nanos_each(tasks * rounds)];
    other.join().expect("the other thread only wakes and waits");
    figures
}

/// What both threads read and write.
#[derive(Default)]
struct Rounds {
    /// The round that the caller has called out; 0 before the first.
    called: AtomicUsize,
    /// How many rounds every task has heard, its registration included.
    heard: AtomicUsize,
}

impl Rounds {
    /// The other thread.
    fn call(&self, tasks: usize, rounds: usize, registered: &Receiver<(usize, Waker)>) {
        let mut wakers = vec![Waker::noop().clone(); tasks];
        for round in 1..=rounds {
            while self.heard.load(Ordering::Acquire) < round {
                thread::park();
            }
            // Only in the first round, unless a runtime changes its tasks' wakers.
            for (index, waker) in registered.try_iter() {
                wakers[index] = waker;
            }
            self.called.store(round, Ordering::Release);
            for waker in &wakers {
                waker.wake_by_ref();
            }
        }
    }
}

/// A task that hears every round.
struct Listener {
    index: usize,
    tasks: usize,
    rounds: usize,
    /// The last round heard; nothing before the first poll.
    heard: Option<usize>,
    /// The waker that the caller has.
    waker: Option<Waker>,
    /// How many tasks haven't heard the current round.
    missing: Rc<Cell<usize>>,
    register: Sender<(usize, Waker)>,
    shared: Arc<Rounds>,
    caller: Thread,
}

impl Future for Listener {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let waker = context.waker();
        if !self.waker.as_ref().is_some_and(|kept| kept.will_wake(waker)) {
            self.waker = Some(waker.clone());
            let registration = (self.index, waker.clone());
            // The caller is gone after the last round, and then needs no waker.
            drop(self.register.send(registration));
        }
        let called = self.shared.called.load(Ordering::Acquire);
        if self.heard == Some(called) {
            return Poll::Pending;
        }
        self.heard = Some(called);
        self.missing.set(self.missing.get() - 1);
        if self.missing.get() == 0 {
            self.missing.set(self.tasks);
            self.shared.heard.store(called + 1, Ordering::Release);
            self.caller.unpark();
        }
        if called == self.rounds {
            return Poll::Ready(());
        }
        Poll::Pending
    }
}
