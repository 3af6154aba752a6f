//! Tasks that do nothing but yield.

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use super::latch::Latch;
use crate::measure::Stopwatch;
use crate::runtimes::Runtime;

/// Wakes its own task and is pending once, then ready. A runtime's own `yield_now` isn't used,
/// since it may have shortcuts that other futures don't.
#[derive(Default)]
pub struct Yield {
    yielded: bool,
}

impl Future for Yield {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.yielded {
            return Poll::Ready(());
        }
        self.yielded = true;
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

/// Timed from the first poll of the first task to the end of the last, without the spawning.
pub async fn run<R: Runtime>(tasks: usize, each: usize) -> Vec<f64> {
    let race = Rc::new(Race {
        running: Latch::new(tasks),
        watch: RefCell::new(None),
        figure: Cell::new(0.0),
    });
    let mut handles = Vec::with_capacity(tasks);
    for _ in 0..tasks {
        let race = Rc::clone(&race);
        handles.push(R::spawn(async move {
            race.start();
            for _ in 0..each {
                Yield::default().await;
            }
            race.finish(tasks * each);
        }));
    }
    race.running.wait().await;
    vec![race.figure.get()]
}

/// What the tasks of one run share.
struct Race {
    running: Latch,
    /// Nothing until the first task is polled.
    watch: RefCell<Option<Stopwatch>>,
    /// Nanoseconds for one yield, once the last task has finished.
    figure: Cell<f64>,
}

impl Race {
    fn start(&self) {
        self.watch.borrow_mut().get_or_insert_with(Stopwatch::start);
    }

    fn finish(&self, yields: usize) {
        if self.running.count_down()
            && let Some(watch) = &*self.watch.borrow()
        {
            self.figure.set(watch.cpu_nanos_each(yields));
        }
    }
}
