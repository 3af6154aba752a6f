//! The context: which event loop runs on this thread, and which of its tasks.
//!
//! It is how `spawn_local` and `sleep` know where they belong without being told.

use std::cell::{Cell, RefCell};
use std::mem::ManuallyDrop;
use std::ptr;
use std::rc::Rc;
use std::task::Waker;

use crate::event_loop::EventLoop;
use crate::task::Id;

type Current = ManuallyDrop<Option<Rc<EventLoop>>>;

/// The task whose code runs, and what the waker points to that it is polled with: `NO_WAKER` while
/// it is dropped. By that waker a task is known when it wakes itself or waits for something of ours.
type Running = (Id, *const ());

const NOBODY: Running = (Id::NOBODY, NO_WAKER);

/// What no waker points to. (Some point to null.)
pub(crate) const NO_WAKER: *const () = (&raw const OUR_OWN).cast();
static OUR_OWN: u8 = 0;

thread_local! {
    /// Set while `block_on` runs and while a runtime is dropped. A thread-local that needs no drop
    /// can be used until the thread is gone, from the destructors of others as well.
    static CURRENT: RefCell<Current> = const { RefCell::new(ManuallyDrop::new(None)) };
    static RUNNING: Cell<Running> = const { Cell::new(NOBODY) };
    /// Whether the running task has called that waker since the last `take_woken`.
    static WOKEN: Cell<bool> = const { Cell::new(false) };
}

/// Calls `f` with this thread's event loop, if it has one.
pub(crate) fn with<R>(f: impl FnOnce(&Rc<EventLoop>) -> R) -> Option<R> {
    CURRENT.with_borrow(|current| current.as_ref().map(f))
}

/// This thread's event loop, for `call`, which can't do without.
#[track_caller]
pub(crate) fn current(call: &str) -> Rc<EventLoop> {
    let Some(event_loop) = with(Rc::clone) else {
        panic!("`{call}` needs a runtime: call it from inside a future that `block_on` runs")
    };
    event_loop
}

/// The task whose code runs.
pub(crate) fn running() -> Option<Id> {
    Some(RUNNING.get().0).filter(|id| *id != Id::NOBODY)
}

/// The task that `event_loop` polls, if it is `waker` that it is polled with: not that of a `select!`
/// in it.
pub(crate) fn polled_with(waker: &Waker, event_loop: &Rc<EventLoop>) -> Option<Id> {
    let (id, own) = RUNNING.get();
    let own = ptr::eq(own, waker.data()) && with(|current| Rc::ptr_eq(current, event_loop))?;
    own.then_some(id)
}

/// Notes that the running task has called its own waker, if it is the one that points to `waker`.
pub(crate) fn woke_itself(waker: *const ()) -> bool {
    let itself = ptr::eq(RUNNING.get().1, waker);
    if itself {
        WOKEN.set(true);
    }
    itself
}

/// Whether the task that was polled has woken itself.
pub(crate) fn take_woken() -> bool {
    WOKEN.replace(false)
}

/// Runs the code of a task.
pub(crate) fn run_as<T>(id: Id, waker: *const (), code: impl FnOnce() -> T) -> T {
    let outer = RUNNING.replace((id, waker));
    let result = code();
    RUNNING.set(outer);
    result
}

/// Makes `event_loop` this thread's, until the guard is dropped.
pub(crate) fn enter(event_loop: &Rc<EventLoop>) -> Guard {
    let current = ManuallyDrop::new(Some(Rc::clone(event_loop)));
    Guard { current: CURRENT.replace(current), running: RUNNING.replace(NOBODY) }
}

/// What ran before: nothing, or else a task that drops another runtime.
pub(crate) struct Guard {
    current: Current,
    running: Running,
}

impl Drop for Guard {
    fn drop(&mut self) {
        RUNNING.set(self.running);
        let inner = CURRENT.replace(ManuallyDrop::new(self.current.take()));
        drop(ManuallyDrop::into_inner(inner));
    }
}
