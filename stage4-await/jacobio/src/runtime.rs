//! The runtime: an event loop that is dropped when its owner is.

use std::cell::Cell;
use std::fmt;
use std::panic::{RefUnwindSafe, UnwindSafe, resume_unwind};
use std::pin::pin;
use std::rc::Rc;

use crate::context;
use crate::event_loop::EventLoop;
use crate::task::{Body, JoinHandle, Outcome, body};

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
    event_loop: Rc<EventLoop>,
}

impl LocalRuntime {
    /// Makes a runtime without any task.
    ///
    /// # Errors
    ///
    /// Never: it asks nothing of the operating system. It returns a `Result` because tokio's does.
    pub fn new() -> std::io::Result<Self> {
        Ok(Self { event_loop: Rc::default() })
    }

    /// Runs `main` to its end, and the spawned tasks meanwhile. `main` takes its turns as they do.
    ///
    /// Tasks that are left when `main` ends stay until the next `block_on`, or until the runtime is
    /// dropped.
    ///
    /// # Panics
    ///
    /// If `main` panics, and inside of a runtime: a task can't block the thread that it shares with
    /// others.
    #[doc(alias = "run")]
    #[track_caller]
    pub fn block_on<F: Future>(&self, main: F) -> F::Output {
        assert!(
            context::with(|_| ()).is_none(),
            "Cannot start a runtime from within a runtime: `block_on` would block the thread that \
             runs the other one's tasks. Await the future instead, or spawn it."
        );
        let _context = context::enter(&self.event_loop);
        // What main borrows it may return, so its output can't be in the body, where `Any` wants
        // things that live on. The body only tells of a panic.
        let (main, output) = (pin!(main), Cell::new(None));
        let mut body = pin!(body(async { output.set(Some(main.await)) }));
        self.event_loop.block_on(body.as_mut());
        let mut outcome: Option<Outcome<()>> = None;
        body.take(&mut outcome);
        if let Some(Err(error)) = outcome {
            resume_unwind(error.into_panic());
        }
        output.take().expect("the event loop runs until main has ended")
    }

    /// Spawns a task, as [`task::spawn_local`](crate::task::spawn_local) does inside of the
    /// runtime. It first runs during the next `block_on`.
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
        // Futures may spawn, sleep and wake while they are dropped.
        let _context = context::enter(&self.event_loop);
        self.event_loop.closed.set(true);
        let unfinished = self.event_loop.scheduler.borrow().unfinished();
        for id in unfinished {
            self.event_loop.cancel_now(id);
        }
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
