//! The runtime: an event loop on one thread, with its tasks, its timers and its clock.
//!
//! [`LocalRuntime::block_on`] runs an async program: its main future, and all tasks that it spawns.
//!
//! ```
//! use jacobio::runtime::LocalRuntime;
//! use jacobio::task::spawn_local;
//! use jacobio::time::{Duration, sleep};
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     LocalRuntime::new()?.block_on(async {
//!         let greeting = spawn_local(async {
//!             sleep(Duration::from_millis(10)).await;
//!             "hello"
//!         });
//!         println!("{}", greeting.await?);
//!         Ok(())
//!     })
//! }
//! ```
//!
//! # One thread
//!
//! All tasks of a runtime share its thread. A task runs until it awaits something that is not
//! ready; only then another task runs. **A task that blocks the thread stops everything**: all
//! other tasks, all timers and timeouts, and `main`. So a task should not
//!
//! - call [`std::thread::sleep`]: await [`time::sleep`](crate::time::sleep()) instead;
//! - do blocking I/O, as [`std::net`] does: use the sockets of [`net`](crate::net);
//! - wait for a [`std::sync::Mutex`] that is held for long: use the async locks of a library;
//! - compute for long: call [`task::yield_now`](crate::task::yield_now()) now and then, or use
//!   another thread.
//!
//! Another thread can do what would block, and send the result to a task:
//!
//! ```
//! use std::thread;
//!
//! use futures::channel::oneshot;
//! use jacobio::runtime::LocalRuntime;
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     LocalRuntime::new()?.block_on(async {
//!         let (sender, receiver) = oneshot::channel();
//!         thread::spawn(move || sender.send((1..=1_000_000_u64).sum::<u64>()));
//!         // Other tasks run while this one waits.
//!         assert_eq!(receiver.await?, 500_000_500_000);
//!         Ok(())
//!     })
//! }
//! ```
//!
//! Since no second thread runs tasks, futures and their outputs need not be [`Send`]: tasks can
//! share an `Rc` or a `Cell`. Handles and timers stay on the thread of their runtime too. Wakers
//! may be sent to any thread and called there.
//!
//! # What runs when
//!
//! Tasks that are ready wait in a queue, first in first out, and `main` is one of them. A task goes
//! to the back of the queue when it is spawned and when it is woken, once however often it is
//! woken. The event loop checks for wake-ups by other threads and for timers when the queue is
//! empty, and at least every 64 polls. At the same times it looks for sockets that are ready. With
//! nothing to do it parks the thread until the next deadline, wake-up or socket.
//!
//! # The end
//!
//! `block_on` returns as soon as `main` has ended. Tasks that have not ended then stay in the
//! runtime. They go on in the next `block_on`, and are dropped with the runtime, in the order in
//! which they were spawned. Await the [`JoinHandle`] of each task that must end before the program
//! does.
//!
//! # Sockets
//!
//! The event loop waits for the sockets of [`net`](crate::net) itself. Libraries with a reactor of
//! their own, such as `async-io`, run here too: theirs is a thread that wakes tasks through their
//! wakers.

use std::fmt;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::rc::Rc;

use crate::engine::{current, event_loop, shared::Shared};
use crate::task::JoinHandle;

/// A runtime: an event loop and its tasks, on the thread that made it.
///
/// The [module](self) says what a program has to know about it.
///
/// Dropping the runtime drops the futures of all tasks that have not ended, without polling them
/// again. Their handles then return an error that [`is_cancelled`]. If such a drop panics, the
/// handle returns that panic, and nothing else reports it. A join handle that is kept longer than
/// the runtime keeps the result of its own task.
///
/// # Examples
///
/// A runtime that is used more than once:
///
/// ```
/// use jacobio::runtime::LocalRuntime;
///
/// fn main() -> std::io::Result<()> {
///     let runtime = LocalRuntime::new()?;
///     assert_eq!(runtime.block_on(async { 6 * 7 }), 42);
///     assert_eq!(runtime.block_on(async { 6 * 9 }), 54);
///     Ok(())
/// }
/// ```
///
/// [`is_cancelled`]: crate::task::JoinError::is_cancelled
pub struct LocalRuntime {
    event_loop: Rc<Shared>,
}

impl LocalRuntime {
    /// Makes a runtime without tasks, whose clock is the real one.
    ///
    /// # Errors
    ///
    /// Never: it needs nothing of the operating system. It returns a `Result` because tokio's does.
    ///
    /// # Examples
    ///
    /// ```
    /// use jacobio::runtime::LocalRuntime;
    ///
    /// let runtime = LocalRuntime::new()?;
    /// # Ok::<(), std::io::Error>(())
    /// ```
    pub fn new() -> std::io::Result<Self> {
        Ok(Self { event_loop: Rc::default() })
    }

    /// Runs `main` to its end, and the spawned tasks meanwhile. Returns the output of `main`.
    ///
    /// `main` is a task like the others and waits in the ready queue as they do. But it may borrow
    /// from the caller, since `block_on` returns only after `main` was dropped. Tasks that have not
    /// ended when `main` ends stay in the runtime until the next `block_on`.
    ///
    /// # Panics
    ///
    /// If `main` panics, with the payload of that panic; the runtime stays usable. And when a task
    /// of any runtime calls it: it would block the thread that the task shares with others. Only a
    /// `Drop` that runs because its runtime is dropped may call it, on another runtime that doesn't
    /// run.
    ///
    /// # Examples
    ///
    /// ```
    /// use jacobio::runtime::LocalRuntime;
    /// use jacobio::task::spawn_local;
    ///
    /// fn main() -> Result<(), Box<dyn std::error::Error>> {
    ///     let name = String::from("world");
    ///     let greeting = LocalRuntime::new()?.block_on(async {
    ///         let hello = spawn_local(async { "hello" });
    ///         hello.await.map(|hello| format!("{hello} {name}"))
    ///     })?;
    ///     assert_eq!(greeting, "hello world");
    ///     Ok(())
    /// }
    /// ```
    #[doc(alias = "run")]
    #[track_caller]
    pub fn block_on<F: Future>(&self, main: F) -> F::Output {
        let running = self.event_loop.running.try_borrow_mut();
        assert!(
            running.is_ok() && current::with(|event_loop| event_loop.closing.get()) != Some(false),
            "Cannot start a runtime from within a runtime: `block_on` would block the thread that \
             runs the other one's tasks. Await the future instead, or spawn it."
        );
        event_loop::block_on(&self.event_loop, main)
    }

    /// Spawns a task, as [`task::spawn_local`](crate::task::spawn_local) does inside the runtime.
    /// It is first polled in the next [`block_on`](Self::block_on), before its `main`.
    ///
    /// # Examples
    ///
    /// ```
    /// use jacobio::runtime::LocalRuntime;
    ///
    /// fn main() -> Result<(), Box<dyn std::error::Error>> {
    ///     let runtime = LocalRuntime::new()?;
    ///     let task = runtime.spawn_local(async { 6 * 7 });
    ///     assert_eq!(runtime.block_on(task)?, 42);
    ///     Ok(())
    /// }
    /// ```
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

/// After a panic every task is as it was before, or dropped.
impl UnwindSafe for LocalRuntime {}
impl RefUnwindSafe for LocalRuntime {}
