//! Tasks that end at their first poll: what it costs to spawn and join them.

use crate::measure::Stopwatch;
use crate::runtimes::Runtime;

/// Spawns a task and joins it, then the next.
pub async fn one_by_one<R: Runtime>(tasks: usize) -> Vec<f64> {
    let watch = Stopwatch::start();
    for _ in 0..tasks {
        R::spawn(async {}).await;
    }
    vec![watch.cpu_nanos_each(tasks)]
}

/// Spawns all tasks, then joins them all; this `repeat` times.
pub async fn all_at_once<R: Runtime>(tasks: usize, repeat: usize) -> Vec<f64> {
    let mut handles = Vec::with_capacity(tasks);
    let watch = Stopwatch::start();
    for _ in 0..repeat {
        for _ in 0..tasks {
            handles.push(R::spawn(async {}));
        }
        for handle in handles.drain(..) {
            handle.await;
        }
    }
    vec![watch.cpu_nanos_each(tasks * repeat)]
}
