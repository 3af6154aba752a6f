//! The context: which event loop runs on this thread, if one does.
//!
//! It is how `spawn_local` and `sleep` know where they belong without being told.

use std::cell::RefCell;
use std::rc::Rc;

use crate::event_loop::EventLoop;

thread_local! {
    /// Set while `block_on` runs and while a runtime is dropped.
    static CURRENT: RefCell<Option<Rc<EventLoop>>> = const { RefCell::new(None) };
}

/// Calls `f` with this thread's event loop. `None` if it has none, or is past its thread-locals.
pub(crate) fn with<R>(f: impl FnOnce(&Rc<EventLoop>) -> R) -> Option<R> {
    CURRENT.try_with(|current| current.borrow().as_ref().map(f)).ok().flatten()
}

/// This thread's event loop, for `call`, which can't do without.
#[track_caller]
pub(crate) fn current(call: &str) -> Rc<EventLoop> {
    let Some(event_loop) = with(Rc::clone) else {
        panic!("`{call}` needs a runtime: call it from inside a future that `block_on` runs")
    };
    event_loop
}

/// Makes `event_loop` this thread's, until the guard is dropped. Past the thread-locals, nothing.
pub(crate) fn enter(event_loop: &Rc<EventLoop>) -> Guard {
    let set = |current: &RefCell<_>| current.replace(Some(Rc::clone(event_loop)));
    Guard { outer: CURRENT.try_with(set).ok().flatten() }
}

pub(crate) struct Guard {
    /// Another runtime, if one is dropped inside of it.
    outer: Option<Rc<EventLoop>>,
}

impl Drop for Guard {
    fn drop(&mut self) {
        let _past_them = CURRENT.try_with(|current| current.replace(self.outer.take()));
    }
}
