//! What the fault tests share.

use std::cell::{Cell, RefCell};
use std::fmt::Display;
use std::future::poll_fn;
use std::panic::{self, AssertUnwindSafe, Location, catch_unwind};
use std::rc::Rc;
use std::sync::Once;
use std::task::{Poll, Waker};
use std::time::Duration;

use crate::watchdog::watch;

/// Compiles tests twice: for jacobio and for tokio, with the `task` and `time` of each.
/// `new_runtime()` returns a new runtime, and `paused()` one whose clock is paused.
macro_rules! both_runtimes {
    ($($item:item)*) => {
        mod on_jacobio {
            #[allow(unused_imports, reason = "few modules need all of them")]
            use {
                super::*,
                crate::support::jacobio::{LocalRuntime, new_runtime, paused},
                jacobio::{task, time},
            };
            $($item)*
        }

        mod on_tokio {
            #[allow(unused_imports, reason = "few modules need all of them")]
            use {
                super::*,
                crate::support::tokio::{LocalRuntime, new_runtime, paused},
                tokio::{task, time},
            };
            $($item)*
        }
    };
}

/// How long a test may take. The slowest takes less than a second on an idle machine.
const LIMIT: Duration = Duration::from_secs(20);

/// jacobio's runtimes. The watchdog starts with each of them, so every test here has one.
pub mod jacobio {
    pub use ::jacobio::runtime::LocalRuntime;
    use ::jacobio::time::pause;

    use super::{LIMIT, Location, watch};

    #[track_caller]
    pub fn new_runtime() -> LocalRuntime {
        watch(LIMIT, Location::caller());
        LocalRuntime::new().unwrap()
    }

    #[track_caller]
    pub fn paused() -> LocalRuntime {
        let runtime = new_runtime();
        runtime.block_on(async { pause() });
        runtime
    }
}

/// tokio's runtimes. The watchdog starts with each of them too.
pub mod tokio {
    pub use ::tokio::runtime::LocalRuntime;
    use ::tokio::runtime::{Builder, LocalOptions};

    use super::{LIMIT, Location, watch};

    #[track_caller]
    pub fn new_runtime() -> LocalRuntime {
        watch(LIMIT, Location::caller());
        LocalRuntime::new().unwrap()
    }

    /// Tokio counts its ticks from when the runtime was made. A clock that is paused later stands
    /// between two of them, and every sleep ends up to a millisecond late: hence `start_paused`.
    #[track_caller]
    pub fn paused() -> LocalRuntime {
        watch(LIMIT, Location::caller());
        let mut builder = Builder::new_current_thread();
        builder.enable_all().start_paused(true).build_local(LocalOptions::default()).unwrap()
    }
}

/// Makes a future that counts its polls, stores its waker, and ends after `end` was called.
#[derive(Clone, Default)]
pub struct Probe(Rc<Inside>);

#[derive(Default)]
struct Inside {
    polls: Cell<u32>,
    waker: RefCell<Option<Waker>>,
    may_end: Cell<bool>,
}

impl Probe {
    pub fn future(&self) -> impl Future<Output = ()> + use<> {
        let inside = Rc::clone(&self.0);
        poll_fn(move |cx| {
            inside.polls.set(inside.polls.get() + 1);
            inside.waker.replace(Some(cx.waker().clone()));
            if inside.may_end.get() { Poll::Ready(()) } else { Poll::Pending }
        })
    }

    pub fn polls(&self) -> u32 {
        self.0.polls.get()
    }

    pub fn waker(&self) -> Waker {
        self.0.waker.borrow().clone().expect("the future was polled")
    }

    /// Wakes the future, and lets it end at its next poll.
    pub fn end(&self) {
        self.0.may_end.set(true);
        self.waker().wake();
    }
}

/// Events in the order in which they happened.
#[derive(Clone, Default)]
pub struct Log(Rc<RefCell<Vec<String>>>);

impl Log {
    pub fn record(&self, event: impl Display) {
        self.0.borrow_mut().push(event.to_string());
    }

    /// All events so far, separated by blanks.
    pub fn events(&self) -> String {
        self.0.borrow().join(" ")
    }

    /// Returns a guard that records `event` when it is dropped.
    pub fn record_drop(&self, event: &str) -> impl Drop + use<> {
        let (log, event) = (self.clone(), event.to_owned());
        on_drop(move || log.record(event))
    }
}

/// Returns a guard that calls `f` when it is dropped.
pub fn on_drop(f: impl FnOnce()) -> impl Drop {
    struct OnDrop<F: FnOnce()>(Option<F>);

    impl<F: FnOnce()> Drop for OnDrop<F> {
        fn drop(&mut self) {
            self.0.take().expect("a value is dropped once")();
        }
    }

    OnDrop(Some(f))
}

thread_local! {
    /// Set while `caught` runs: a panic is not printed, and its line is stored below.
    static CATCHING: Cell<bool> = const { Cell::new(false) };
    static PANICKED_AT: RefCell<Option<(String, u32)>> = const { RefCell::new(None) };
}

/// Returns the message of the panic that `f` ends with. The panic is not printed.
pub fn caught(f: impl FnOnce()) -> String {
    static HOOK: Once = Once::new();
    // All threads share one hook, so it is set once and reads a thread-local.
    HOOK.call_once(|| {
        let print = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            if CATCHING.get() {
                let at = panic.location().map(|at| (at.file().to_owned(), at.line()));
                PANICKED_AT.set(at);
            } else {
                print(panic);
            }
        }));
    });
    let outer = CATCHING.replace(true);
    let caught = catch_unwind(AssertUnwindSafe(f));
    CATCHING.set(outer);
    let payload = caught.expect_err("it panics");
    let text = payload.downcast_ref::<&str>().map(ToString::to_string);
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default()
}

/// Returns the message of the panic that `call` ends with. Asserts that the panic reports the line
/// on which this is called, so that a user finds the mistake.
#[track_caller]
pub fn misuse(call: impl FnOnce()) -> String {
    let here = Location::caller();
    let message = caught(call);
    assert_eq!(PANICKED_AT.take(), Some((here.file().to_owned(), here.line())), "{message}");
    message
}
