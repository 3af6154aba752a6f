//! Timers that are cancelled, and timers that fire.

use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use fastrand::Rng;

use super::Yield;
use crate::measure::{Stopwatch, count, nanos};
use crate::runtimes::Runtime;

/// Too far away to fire during the measurement.
const FAR: Duration = Duration::from_secs(10);

/// Timeouts around a future that is pending once, so that the timer is registered, and then ready.
pub async fn cancelled<R: Runtime>(times: usize) -> Vec<f64> {
    let watch = Stopwatch::start();
    for _ in 0..times {
        R::timeout(FAR, Yield::default()).await;
    }
    vec![watch.cpu_nanos_each(times)]
}

/// All tasks sleep a random time within `window`. Figures: CPU for one task, mean lateness and the
/// lateness of the earliest, which is negative if a timer fired before its deadline.
pub async fn many<R: Runtime>(tasks: usize, window: Duration, repeat: usize) -> Vec<f64> {
    // The same times for every runtime and in every round.
    let mut random = Rng::with_seed(4);
    let lateness = Rc::new(Lateness::default());

    let watch = Stopwatch::start();
    for _ in 0..repeat {
        let mut handles = Vec::with_capacity(tasks);
        for _ in 0..tasks {
            let lateness = Rc::clone(&lateness);
            let duration = window.mul_f64(random.f64());
            handles.push(R::spawn(async move { lateness.of::<R>(duration).await }));
        }
        for handle in handles {
            handle.await;
        }
    }
    let sleeps = tasks * repeat;
    vec![
        watch.cpu_nanos_each(sleeps),
        lateness.sum.get() / count(sleeps) / 1e3,
        lateness.earliest.get() / 1e3,
    ]
}

/// One sleep after the other, with nothing else to do. Figures: mean lateness and the earliest.
pub async fn one_at_a_time<R: Runtime>(times: usize) -> Vec<f64> {
    let mut random = Rng::with_seed(4);
    let lateness = Lateness::default();
    for _ in 0..times {
        let duration = Duration::from_millis(20).mul_f64(random.f64());
        lateness.of::<R>(duration).await;
    }
    vec![lateness.sum.get() / count(times) / 1e3, lateness.earliest.get() / 1e3]
}

/// By how much sleeps end late, in nanoseconds.
struct Lateness {
    sum: Cell<f64>,
    earliest: Cell<f64>,
}

impl Default for Lateness {
    fn default() -> Self {
        Self { sum: Cell::new(0.0), earliest: Cell::new(f64::INFINITY) }
    }
}

impl Lateness {
    /// Sleeps, and records how late it ended.
    async fn of<R: Runtime>(&self, duration: Duration) {
        let start = Instant::now();
        R::sleep(duration).await;
        let late = nanos(start.elapsed()) - nanos(duration);
        self.sum.set(self.sum.get() + late);
        self.earliest.set(self.earliest.get().min(late));
    }
}
