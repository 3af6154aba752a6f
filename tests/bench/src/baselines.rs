//! What is shown beside the runtimes: yields without a runtime, and the textbook runtime.

use std::pin::Pin;
use std::task::{Context, Waker};

use crate::contender::{Contender, Kind};
use crate::measure::Stopwatch;
use crate::workloads::{Workload, Yield};

/// All baselines.
pub fn all() -> Vec<Contender> {
    vec![yields("boxed-iterators", iterators), yields("boxed-futures", futures)]
}

fn yields(name: &'static str, measure: fn(Workload) -> Option<Vec<f64>>) -> Contender {
    let (kind, probe) = (Kind::Baseline, || Ok(()));
    Contender { name, version: None, kind, breaks: &[], probe, measure }
}

/// Stage 2's event loop: it resumes every unfinished generator in turn, until none is left.
fn iterators(workload: Workload) -> Option<Vec<f64>> {
    let Workload::Yield { tasks, each } = workload else {
        return None;
    };
    let mut tasks: Vec<Box<dyn Iterator<Item = ()>>> = (0..tasks)
        .map(|_| Box::new((0..each).map(|_| ())) as Box<dyn Iterator<Item = ()>>)
        .collect();
    let total = tasks.len() * each;

    let watch = Stopwatch::start();
    while !tasks.is_empty() {
        tasks.retain_mut(|task| task.next().is_some());
    }
    Some(vec![watch.cpu_nanos_each(total)])
}

/// The same loop over futures: what polling adds, with wake-ups that do nothing.
fn futures(workload: Workload) -> Option<Vec<f64>> {
    let Workload::Yield { tasks, each } = workload else {
        return None;
    };
    let mut tasks: Vec<Pin<Box<dyn Future<Output = ()>>>> = (0..tasks)
        .map(|_| Box::pin(yield_often(each)) as Pin<Box<dyn Future<Output = ()>>>)
        .collect();
    let total = tasks.len() * each;
    let mut context = Context::from_waker(Waker::noop());

    let watch = Stopwatch::start();
    while !tasks.is_empty() {
        tasks.retain_mut(|task| task.as_mut().poll(&mut context).is_pending());
    }
    Some(vec![watch.cpu_nanos_each(total)])
}

async fn yield_often(times: usize) {
    for _ in 0..times {
        Yield::default().await;
    }
}
