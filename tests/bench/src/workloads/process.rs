//! What a whole program costs. Each measurement runs in a new process.

use std::time::Duration;

use crate::measure::Stopwatch;
use crate::runtimes::Runtime;

/// Makes a runtime, runs an empty future and drops the runtime: what the program costs over an
/// empty one.
pub fn start_up<R: Runtime>() -> Vec<f64> {
    whole_life::<R>(async {})
}

/// The same with one sleep as the future.
pub fn sleep_once<R: Runtime>(duration: Duration) -> Vec<f64> {
    whole_life::<R>(async move {
        R::sleep(duration).await;
    })
}

fn whole_life<R: Runtime>(main: impl Future<Output = ()> + 'static) -> Vec<f64> {
    let watch = Stopwatch::start();
    let mut runtime = R::new().expect("the probe started this runtime");
    runtime.block_on(main);
    drop(runtime);
    vec![watch.cpu_nanos_each(1) / 1e3]
}
