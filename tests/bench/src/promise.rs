//! The promises that make runtimes comparable. A runtime that breaks one does less work: its
//! figures are shown, marked, and never count as the best. The bench tries each promise on each
//! runtime before it measures, because a README can be wrong.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::hint;
use std::mem;
use std::panic::{self, AssertUnwindSafe};
use std::rc::Rc;
use std::sync::mpsc;
use std::task::{Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

use crate::runtimes::Runtime;
use crate::workloads::Yield;

/// A promise that jacobio keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// A task that wakes itself goes to the back of the ready queue.
    Rotation,
    /// A panic ends the task that panics, and no other.
    PanicIsolation,
    /// Any thread may wake a task.
    RemoteWakeUps,
    /// Every sleep ends, and none before its deadline.
    Timers,
}

impl Promise {
    /// All promises.
    pub const ALL: [Self; 4] =
        [Self::Rotation, Self::PanicIsolation, Self::RemoteWakeUps, Self::Timers];

    /// The name on the command line of the process that tries it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rotation => "rotation",
            Self::PanicIsolation => "panic-isolation",
            Self::RemoteWakeUps => "remote-wake-ups",
            Self::Timers => "timers",
        }
    }

    /// What a runtime without this promise does.
    pub fn when_broken(self) -> &'static str {
        match self {
            Self::Rotation => "polls a task that wakes itself before all others",
            Self::PanicIsolation => "ends the program when a task panics",
            Self::RemoteWakeUps => "loses wake-ups from other threads, or crashes",
            Self::Timers => "has timers that fire early or never",
        }
    }

    /// Tries the promise on a new runtime. May crash or hang instead of returning false, so it runs
    /// in a process of its own.
    pub fn is_kept_by<R: Runtime>(self) -> bool {
        let mut runtime = R::new().expect("the probe started this runtime");
        let kept = match self {
            Self::Rotation => rotates(&mut runtime),
            Self::PanicIsolation => isolates_panics(&mut runtime),
            Self::RemoteWakeUps => wakes_from_other_threads(&mut runtime),
            Self::Timers => !R::HAS_TIMERS || is_never_early(&mut runtime),
        };
        // Some runtimes can't be dropped after a panic.
        mem::forget(runtime);
        kept
    }
}

fn rotates<R: Runtime>(runtime: &mut R) -> bool {
    let order = Rc::new(RefCell::new(Vec::new()));
    let log = Rc::clone(&order);
    runtime.block_on(async move {
        let tasks = [1, 2].map(|task| {
            let log = Rc::clone(&log);
            R::spawn(async move {
                for _ in 0..2 {
                    log.borrow_mut().push(task);
                    Yield::default().await;
                }
            })
        });
        for task in tasks {
            task.await;
        }
    });
    order.take() == [1, 2, 1, 2]
}

fn isolates_panics<R: Runtime>(runtime: &mut R) -> bool {
    let run = AssertUnwindSafe(|| {
        runtime.block_on(async {
            let _panics = R::spawn(async { panic::resume_unwind(Box::new(())) });
            R::spawn(async {}).await;
        });
    });
    panic::catch_unwind(run).is_ok()
}

/// A thread wakes a task, sometimes while it is polled and sometimes while the event loop waits.
fn wakes_from_other_threads<R: Runtime>(runtime: &mut R) -> bool {
    const WAKE_UPS: u32 = 1000;
    let (send, receive) = mpsc::channel::<Waker>();
    let other = thread::spawn(move || {
        for (number, waker) in (0_u32..).zip(receive) {
            if number % 100 == 0 {
                thread::sleep(Duration::from_millis(1));
            }
            waker.wake();
        }
    });
    runtime.block_on(async move {
        R::spawn(async move {
            for _ in 0..WAKE_UPS {
                let asked = Cell::new(false);
                poll_fn(|context| {
                    if asked.replace(true) {
                        return Poll::Ready(());
                    }
                    drop(send.send(context.waker().clone()));
                    Poll::Pending
                })
                .await;
            }
        })
        .await;
    });
    other.join().is_ok()
}

fn is_never_early<R: Runtime>(runtime: &mut R) -> bool {
    let earliest = Rc::new(Cell::new(Duration::MAX));
    let result = Rc::clone(&earliest);
    runtime.block_on(async move {
        // Several times, since a busy machine may hide that a sleep ends early.
        for _ in 0..5 {
            let busy = Instant::now();
            while busy.elapsed() < Duration::from_millis(40) {
                hint::spin_loop();
            }
            let start = Instant::now();
            R::sleep(Duration::from_millis(50)).await;
            result.set(result.get().min(start.elapsed()));
        }
    });
    earliest.get() >= Duration::from_millis(50)
}
