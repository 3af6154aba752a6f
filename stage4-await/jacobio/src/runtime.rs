//! The runtime: an event loop that is dropped when its owner is.

use std::fmt;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::rc::Rc;

use crate::engine::{current, event_loop, shared::Shared};
use crate::task::JoinHandle;

/// An event loop on the thread that made it.
///
/// ```
/// use jacobio::runtime::LocalRuntime;
///
/// let runtime = LocalRuntime::new()?;
/// assert_eq!(runtime.block_on(async { 6 * 7 }), 42);
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// Dropping it drops the futures of all tasks that have not finished; their handles then say that
/// they were cancelled.
pub struct LocalRuntime {
    event_loop: Rc<Shared>,
}

impl LocalRuntime {
    /// Makes a runtime without any task.
    ///
    /// # Errors
    ///
    /// Never: it needs nothing of the operating system. It returns a `Result` because tokio's does.
    pub fn new() -> std::io::Result<Self> {
        Ok(Self { event_loop: Rc::default() })
    }

    /// Runs `main` to its end, and the spawned tasks meanwhile. `main` waits in the ready queue as
    /// they do.
    ///
    /// Tasks that are left when `main` ends stay until the next `block_on`, or until the runtime is
    /// dropped.
    ///
    /// # Panics
    ///
    /// If `main` panics, and inside a task of any runtime: a task can't block the thread that it
    /// shares with others.
    #[doc(alias = "run")]
    #[track_caller]
    pub fn block_on<F: Future>(&self, main: F) -> F::Output {
        assert!(
            current::with(|event_loop| event_loop.closing.get()) != Some(false),
            "Cannot start a runtime from within a runtime: `block_on` would block the thread that \
             runs the other one's tasks. Await the future instead, or spawn it."
        );
        event_loop::block_on(&self.event_loop, main)
    }

    /// Spawns a task, as [`task::spawn_local`](crate::task::spawn_local) does inside of the
    /// runtime. It is first polled during the next `block_on`.
    pub fn spawn_local<F>(&self, future: F) -> JoinHandle<F::Output>
    where
        F: Future + 'static,
        F::Output: 'static,
    {
        JoinHandle::spawn(Rc::clone(&self.event_loop), future)
    }
}

impl Drop for LocalRuntime {
    fn drop(&mut self) {
        self.event_loop.close();
    }
}

impl fmt::Debug for LocalRuntime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalRuntime").finish_non_exhaustive()
    }
}

/// A panic leaves every task either as it was or dropped.
impl UnwindSafe for LocalRuntime {}
impl RefUnwindSafe for LocalRuntime {}
