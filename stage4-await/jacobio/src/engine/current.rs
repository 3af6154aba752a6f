//! What is current on this thread: the event loop, and the task whose code runs.
//!
//! In `waking.rs` the parts of the event loop are thread-locals. Here a thread-local points to the
//! event loop that the thread is in, and `spawn_local`, `sleep` and the wakers find it there.

use std::cell::Cell;
use std::mem::{self, ManuallyDrop};
use std::rc::Rc;

use crate::engine::{shared::Shared, slab::Key};

type EventLoop = ManuallyDrop<Option<Rc<Shared>>>;

thread_local! {
    /// Set while `block_on` runs and while a runtime is dropped.
    ///
    /// A thread drops its thread-locals when it ends, in no order to rely on, and the drop of
    /// another one may call a waker. A thread-local that needs no drop can be used until the very
    /// end. That is why this one is `ManuallyDrop`; `Entered` drops what is in it.
    static EVENT_LOOP: Cell<EventLoop> = const { Cell::new(ManuallyDrop::new(None)) };
    /// The task whose future or output is being dropped, other than by its own poll.
    static DROPPED: Cell<Option<Key>> = const { Cell::new(None) };
}

/// Calls `f` with this thread's event loop, if it has one. `f` must not run user code.
pub(crate) fn with<R>(f: impl FnOnce(&Rc<Shared>) -> R) -> Option<R> {
    // A `Cell` lends nothing out: the value is taken, used and put back, also if `f` panics.
    let taken = PutBack(EVENT_LOOP.take());
    taken.0.as_ref().map(f)
}

struct PutBack(EventLoop);

impl Drop for PutBack {
    fn drop(&mut self) {
        EVENT_LOOP.set(mem::take(&mut self.0));
    }
}

/// Returns this thread's event loop for `call`, which needs one.
#[track_caller]
pub(crate) fn event_loop(call: &str) -> Rc<Shared> {
    required(with(Rc::clone), call)
}

/// Unwraps this thread's event loop, or panics with the name of `call`.
#[track_caller]
pub(crate) fn required(event_loop: Option<Rc<Shared>>, call: &str) -> Rc<Shared> {
    let Some(event_loop) = event_loop else {
        panic!("`{call}` needs a runtime: call it from inside a future that `block_on` runs")
    };
    event_loop
}

/// The task whose code runs: its drop, or else its poll. Main, whose future `block_on` drops, has
/// no task in that drop.
pub(crate) fn task() -> Option<Key> {
    DROPPED.get().or_else(|| with(|event_loop| event_loop.polled.key())?)
}

/// Drops something of a task by `code`, which doesn't panic.
pub(crate) fn drop_as<T>(key: Key, code: impl FnOnce() -> T) -> T {
    let outer = DROPPED.replace(Some(key));
    let result = code();
    DROPPED.set(outer);
    result
}

/// The event loop and the dropped task that were current before `enter`: none, unless a task drops
/// another runtime.
pub(crate) struct Entered(EventLoop, Option<Key>);

/// Makes `event_loop` this thread's until the guard is dropped.
pub(crate) fn enter(event_loop: &Rc<Shared>) -> Entered {
    let event_loop = ManuallyDrop::new(Some(Rc::clone(event_loop)));
    Entered(EVENT_LOOP.replace(event_loop), DROPPED.take())
}

impl Drop for Entered {
    fn drop(&mut self) {
        DROPPED.set(self.1);
        let inner = EVENT_LOOP.replace(ManuallyDrop::new(self.0.take()));
        drop(ManuallyDrop::into_inner(inner));
    }
}
