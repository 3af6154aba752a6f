//! Heap bytes for a task that waits.
//!
//! The figure is what the runtime's thread has allocated and not freed between "no task" and "every
//! task polled once", divided by the number of tasks. A runtime's queues and tables count with
//! their whole capacity. Join handles and kept wakers are in lists that were allocated before. Each
//! task holds one pointer and the state of its `async` block.
//!
//! An allocator rounds each request up and adds a header. So there is a second figure: by how much
//! the process's resident memory grew, without those lists. It leaves out what a table has
//! allocated and never touched.

use std::cell::RefCell;
use std::future::{pending, poll_fn};
use std::mem;
use std::rc::Rc;
use std::task::{Poll, Waker};
use std::time::Duration;

use super::latch::Latch;
use crate::machine;
use crate::measure::count;
use crate::runtimes::Runtime;

/// What the tasks wait for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    /// Nothing. Their wakers are not cloned.
    Nothing,
    /// A timer of the runtime.
    Sleeping,
    /// A wake-up. A list keeps a waker of each task.
    Wakers,
}

/// What the tasks of one run share.
struct Crowd {
    unpolled: Latch,
    wakers: RefCell<Vec<Waker>>,
}

/// Figures: bytes for one task, as requested and as resident. The second is true only in a process
/// of its own.
pub fn bytes<R: Runtime>(tasks: usize, waiting: Waiting) -> Vec<f64> {
    let mut runtime = R::new().expect("the probe started this runtime");
    // What is allocated once, at the first use, belongs to no task.
    runtime.block_on(async {
        R::spawn(async {}).await;
    });
    let crowd = Rc::new(Crowd {
        unpolled: Latch::new(tasks),
        wakers: RefCell::new(Vec::with_capacity(tasks)),
    });
    let handles = Rc::new(RefCell::new(Vec::with_capacity(tasks)));
    let main = {
        let (crowd, handles) = (Rc::clone(&crowd), Rc::clone(&handles));
        async move {
            for _ in 0..tasks {
                handles.borrow_mut().push(match waiting {
                    Waiting::Nothing => R::spawn(never_woken(Rc::clone(&crowd))),
                    Waiting::Sleeping => R::spawn(sleep::<R>(Rc::clone(&crowd))),
                    Waiting::Wakers => R::spawn(keep_waker(Rc::clone(&crowd))),
                });
            }
            crowd.unpolled.wait().await;
        }
    };
    let before = machine::resident_bytes();
    let counted = allocation_counter::measure(|| runtime.run_until(main));
    let bytes = usize::try_from(counted.bytes_current).expect("tasks take memory");

    let mut figures = vec![count(bytes) / count(tasks)];
    if let (Some(before), Some(after)) = (before, machine::resident_bytes()) {
        let waker = if waiting == Waiting::Wakers { size_of::<Waker>() } else { 0 };
        let listed = count(size_of::<R::JoinHandle>() + waker);
        figures.push((after - before) / count(tasks) - listed);
    }
    // Two of the peers panic when handles or wakers outlive the runtime; the process ends here.
    mem::forget((runtime, handles, crowd));
    figures
}

async fn never_woken(crowd: Rc<Crowd>) {
    crowd.unpolled.count_down();
    pending::<()>().await;
}

async fn sleep<R: Runtime>(crowd: Rc<Crowd>) {
    crowd.unpolled.count_down();
    R::sleep(Duration::from_secs(1000)).await;
}

async fn keep_waker(crowd: Rc<Crowd>) {
    poll_fn(|context| {
        crowd.wakers.borrow_mut().push(context.waker().clone());
        crowd.unpolled.count_down();
        Poll::<()>::Pending
    })
    .await;
}
