//! The context: which event loop runs on this thread, if one does.
//!
//! It is how `spawn_local` and `sleep` know where they belong without being told.

use std::cell::RefCell;
use std::mem::ManuallyDrop;
use std::rc::Rc;

use crate::event_loop::EventLoop;

type Current = ManuallyDrop<Option<Rc<EventLoop>>>;

thread_local! {
    /// Set while `block_on` runs and while a runtime is dropped. A thread-local that needs no drop
    /// can be used until the thread is gone, from the destructors of others as well.
    static CURRENT: RefCell<Current> = const { RefCell::new(ManuallyDrop::new(None)) };
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

/// Makes `event_loop` this thread's, until the guard is dropped.
pub(crate) fn enter(event_loop: &Rc<EventLoop>) -> Guard {
    Guard { outer: CURRENT.replace(ManuallyDrop::new(Some(Rc::clone(event_loop)))) }
}

pub(crate) struct Guard {
    /// Another runtime's, if one is dropped inside of it.
    outer: Current,
}

impl Drop for Guard {
    fn drop(&mut self) {
        let inner = CURRENT.replace(ManuallyDrop::new(self.outer.take()));
        drop(ManuallyDrop::into_inner(inner));
    }
}
