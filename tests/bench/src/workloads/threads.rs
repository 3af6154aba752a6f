//! Tasks that another thread wakes. It keeps a list of their wakers.

use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::task::{Context, Poll, Waker};
use std::thread::{self, Thread};

use crate::machine;
use crate::measure::{Stopwatch, count};
use crate::runtimes::Runtime;

/// In each round the other thread wakes every task without a pause, and then is parked until the
/// last task was polled. With one task that is a round trip. Figures: those of `WakeUps`.
pub async fn run<R: Runtime>(tasks: usize, rounds: usize) -> Vec<f64> {
    let progress = Arc::new(Progress::default());
    let (register, registered) = mpsc::channel();
    let other = thread::spawn({
        let progress = Arc::clone(&progress);
        move || progress.wake_all(tasks, rounds, &registered)
    });
    let missing = Rc::new(Cell::new(tasks));

    let mut handles = Vec::with_capacity(tasks);
    for index in 0..tasks {
        handles.push(R::spawn(Listener {
            index,
            tasks,
            rounds,
            seen: None,
            waker: None,
            missing: Rc::clone(&missing),
            register: register.clone(),
            progress: Arc::clone(&progress),
            other: other.thread().clone(),
        }));
    }
    let wakes = WakeUps::start();
    for handle in handles {
        handle.await;
    }
    let figures = wakes.figures(tasks * rounds);
    other.join().expect("the other thread only wakes and waits");
    figures
}

/// Counts what wake-ups cost.
pub struct WakeUps {
    watch: Stopwatch,
    blocked: Option<f64>,
}

impl WakeUps {
    /// Starts now.
    pub fn start() -> Self {
        Self { watch: Stopwatch::start(), blocked: machine::times_blocked() }
    }

    /// CPU time of both threads for one of `wakes` wake-ups, and how often the event loop parked
    /// for a thousand of them. The second is true only in a process of its own.
    pub fn figures(&self, wakes: usize) -> Vec<f64> {
        let mut figures = vec![self.watch.cpu_nanos_each(wakes)];
        let blocked = machine::times_blocked().zip(self.blocked);
        figures.extend(blocked.map(|(now, before)| (now - before) * 1000.0 / count(wakes)));
        figures
    }
}

/// What both threads read and write.
#[derive(Default)]
struct Progress {
    /// The round that the other thread has started; 0 before the first.
    started: AtomicUsize,
    /// The number of rounds that all tasks have seen. The registration counts as one.
    seen: AtomicUsize,
}

impl Progress {
    /// The other thread.
    fn wake_all(&self, tasks: usize, rounds: usize, registered: &Receiver<(usize, Waker)>) {
        let mut wakers = vec![Waker::noop().clone(); tasks];
        for round in 1..=rounds {
            while self.seen.load(Ordering::Acquire) < round {
                thread::park();
            }
            // Only in the first round, unless a runtime changes its tasks' wakers.
            for (index, waker) in registered.try_iter() {
                wakers[index] = waker;
            }
            self.started.store(round, Ordering::Release);
            for waker in &wakers {
                waker.wake_by_ref();
            }
        }
    }
}

/// A task that is woken in every round.
struct Listener {
    index: usize,
    tasks: usize,
    rounds: usize,
    /// The last round that the task has seen; `None` before its first poll.
    seen: Option<usize>,
    /// The waker that the other thread has.
    waker: Option<Waker>,
    /// How many tasks have not seen the current round.
    missing: Rc<Cell<usize>>,
    register: Sender<(usize, Waker)>,
    progress: Arc<Progress>,
    other: Thread,
}

impl Future for Listener {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let waker = context.waker();
        if !self.waker.as_ref().is_some_and(|kept| kept.will_wake(waker)) {
            self.waker = Some(waker.clone());
            let registration = (self.index, waker.clone());
            // The other thread has ended after the last round, and then needs no waker.
            drop(self.register.send(registration));
        }
        let started = self.progress.started.load(Ordering::Acquire);
        if self.seen == Some(started) {
            return Poll::Pending;
        }
        self.seen = Some(started);
        self.missing.set(self.missing.get() - 1);
        if self.missing.get() == 0 {
            self.missing.set(self.tasks);
            self.progress.seen.store(started + 1, Ordering::Release);
            self.other.unpark();
        }
        if started == self.rounds {
            return Poll::Ready(());
        }
        Poll::Pending
    }
}
