//! Runs programs. This file is compiled once for each runtime, and `super` has that runtime's
//! paths: the same source fits both.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::future::poll_fn;
use std::panic::resume_unwind;
use std::pin::Pin;
use std::rc::Rc;
use std::task::Poll;

use super::task::{AbortHandle, JoinHandle, spawn_local, yield_now};
use super::time::{Duration, Instant, sleep, timeout};
use crate::event::{Event, yield_with};
use crate::every::Open;
use crate::program::{EVENTS, Main, Op, Program};
use crate::trace::Trace;

/// The time limit of `main` in milliseconds: a program may wait for an event that is never set.
const LIMIT: u64 = 100_000;

/// State that all tasks of a program share.
struct World {
    trace: Rc<Trace>,
    start: Instant,
    events: [Event; EVENTS as usize],
    /// The handles of the tasks that were neither joined nor detached.
    handles: RefCell<BTreeMap<usize, JoinHandle<usize>>>,
    /// The abort handles of all tasks.
    aborts: RefCell<BTreeMap<usize, AbortHandle>>,
}

/// Runs `program` to the end of its `main`. The clock has been paused.
pub async fn run(program: &Program, main: Main, trace: Rc<Trace>) {
    let world = Rc::new(World {
        trace,
        start: Instant::now(),
        events: Default::default(),
        handles: RefCell::default(),
        aborts: RefCell::default(),
    });
    let future = world.task(0, vec![Op::Timeout(LIMIT, program.0.clone())]);
    match main {
        Main::InBlockOn => drop(future.await),
        // A lost wake-up of the join handle must not hang the test.
        Main::Spawned => drop(timeout(Duration::from_millis(2 * LIMIT), spawn_local(future)).await),
    }
}

/// Part of a task's future. Records its drop.
struct Guard {
    world: Rc<World>,
    task: usize,
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.world.record(self.task, "is dropped");
        if self.task == 0 {
            self.world.trace.close();
        }
    }
}

impl World {
    fn record(&self, task: usize, event: &str) {
        if self.trace.is_open() {
            let elapsed = self.start.elapsed();
            assert_eq!(elapsed.subsec_micros() % 1000, 0, "a paused clock stands on milliseconds");
            self.trace.record(elapsed.as_millis(), task, event);
        }
    }

    fn task(self: Rc<Self>, task: usize, ops: Vec<Op>) -> impl Future<Output = usize> {
        let guard = Guard { world: Rc::clone(&self), task };
        let mut run = Box::pin(self.run(task, ops));
        poll_fn(move |cx| {
            guard.world.record(guard.task, "is polled");
            run.as_mut().poll(cx).map(|()| guard.task)
        })
    }

    async fn run(self: Rc<Self>, me: usize, ops: Vec<Op>) {
        let mut ops = VecDeque::from(ops);
        while let Some(op) = ops.pop_front() {
            match op {
                Op::Print => self.record(me, "prints"),
                Op::Yield(wakes) => yield_with(wakes).await,
                Op::YieldNow => yield_now().await,
                Op::Sleep(ms) => sleep(Duration::from_millis(ms)).await,
                Op::Wait(event) => self.events[usize::from(event)].wait().await,
                Op::Set(event) => self.events[usize::from(event)].set(),
                Op::Join(task) => self.join(me, task).await,
                Op::Detach(task) => drop(self.handles.borrow_mut().remove(&task)),
                Op::Abort(task) => {
                    self.aborts.borrow().get(&task).inspect(|handle| handle.abort());
                }
                Op::IsFinished(task) => {
                    if let Some(handle) = self.aborts.borrow().get(&task) {
                        let found = if handle.is_finished() { "finished" } else { "unfinished" };
                        self.record(me, &format!("finds {task} {found}"));
                    }
                }
                // Unlike `panic!`, this doesn't run the panic hook, which would print.
                Op::Panic => resume_unwind(Box::new(format!("{me} had enough"))),
                Op::Timeout(ms, ops) => {
                    let block = Box::pin(Rc::clone(&self).run(me, ops));
                    let in_time = timeout(Duration::from_millis(ms), block).await.is_ok();
                    self.record(me, if in_time { "is in time" } else { "times out" });
                }
                Op::Spawn(ops) => self.spawn(me, ops),
                Op::Open(block) => {
                    if let Some(op) = self.choose(&block) {
                        ops.push_front(Op::Open(block));
                        ops.push_front(op);
                    }
                }
            }
        }
    }

    fn choose(&self, block: &Open) -> Option<Op> {
        block.choose(self.aborts.borrow().len(), self.handles.borrow().keys().copied())
    }

    fn spawn(self: &Rc<Self>, me: usize, ops: Vec<Op>) {
        let task = self.aborts.borrow().len() + 1;
        let future: Pin<Box<dyn Future<Output = usize>>> =
            Box::pin(Rc::clone(self).task(task, ops));
        let handle = spawn_local(future);
        self.aborts.borrow_mut().insert(task, handle.abort_handle());
        self.handles.borrow_mut().insert(task, handle);
        self.record(me, &format!("spawns {task}"));
    }

    /// The handle stays in `handles` until the task has ended: a join that is cancelled loses
    /// nothing.
    async fn join(&self, me: usize, task: usize) {
        let joined = poll_fn(|cx| {
            let mut handles = self.handles.borrow_mut();
            let Some(handle) = handles.get_mut(&task) else {
                return Poll::Ready(None);
            };
            Pin::new(handle).poll(cx).map(|result| {
                handles.remove(&task);
                Some(result)
            })
        });
        match joined.await {
            None => {}
            Some(Ok(output)) => self.record(me, &format!("joins {output}")),
            Some(Err(error)) => {
                // Without the id, which each runtime numbers in its own way.
                let text = error.to_string().replacen(&error.id().to_string(), "it", 1);
                self.record(me, &format!("joins {task}: {text}"));
            }
        }
    }
}
