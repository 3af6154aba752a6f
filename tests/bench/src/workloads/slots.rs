//! Tasks that another thread wakes, each through a slot of its own: a flag and a locked waker, as a
//! channel or a reactor has them. The waker is taken out to wake the task, so each round stores a
//! new clone.

use std::cell::Cell;
use std::future::poll_fn;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Poll, Waker};
use std::thread;

use super::threads::WakeUps;
use crate::runtimes::Runtime;

/// How the other thread waits until all tasks were polled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    /// Parked. The last task unparks it.
    Parked,
    /// In a loop of `thread::yield_now`.
    Yielding,
}

/// In each round the other thread sets every slot without a pause, and then waits until the last
/// task was polled. Figures: those of `WakeUps`.
pub async fn run<R: Runtime>(tasks: usize, rounds: usize, between_rounds: Wait) -> Vec<f64> {
    let slots: Arc<[Slot]> = (0..tasks).map(|_| Slot::default()).collect();
    // The round that all tasks wait for.
    let awaited = Arc::new(AtomicUsize::new(0));
    let other = thread::spawn({
        let (slots, awaited) = (Arc::clone(&slots), Arc::clone(&awaited));
        move || {
            for round in 1..=rounds {
                while awaited.load(Ordering::Acquire) < round {
                    match between_rounds {
                        Wait::Parked => thread::park(),
                        Wait::Yielding => thread::yield_now(),
                    }
                }
                slots.iter().for_each(Slot::set);
            }
        }
    });

    let missing = Rc::new(Cell::new(tasks));
    let mut handles = Vec::with_capacity(tasks);
    for index in 0..tasks {
        let (slots, awaited) = (Arc::clone(&slots), Arc::clone(&awaited));
        let (missing, other) = (Rc::clone(&missing), other.thread().clone());
        handles.push(R::spawn(async move {
            for round in 1..=rounds {
                missing.set(missing.get() - 1);
                if missing.get() == 0 {
                    missing.set(tasks);
                    awaited.store(round, Ordering::Release);
                    if between_rounds == Wait::Parked {
                        other.unpark();
                    }
                }
                slots[index].wait().await;
            }
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

/// Set by the other thread, awaited by one task.
#[derive(Default)]
struct Slot {
    is_set: AtomicBool,
    waker: Mutex<Option<Waker>>,
}

impl Slot {
    fn set(&self) {
        self.is_set.store(true, Ordering::Release);
        // The lock is released before the wake-up.
        let waker = self.waker.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    async fn wait(&self) {
        poll_fn(|context| {
            let mut waker = self.waker.lock().unwrap_or_else(PoisonError::into_inner);
            // Under the lock: `set` either has set the flag by now, or finds the waker.
            if self.is_set.swap(false, Ordering::Acquire) {
                return Poll::Ready(());
            }
            *waker = Some(context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}
