//! A waker that notes what becomes of it.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Wake, Waker};

use crate::journal;
use crate::on::options;

/// Wakes as `inner` does, and notes it.
pub(crate) struct Labelled {
    inner: Waker,
    task: usize,
    /// What it was passed to. `None`: the future of the task itself.
    wait: Option<usize>,
    /// Whether `inner` is a library's, as that of a `FuturesUnordered`, and not the task's own.
    is_indirect: bool,
    /// Set once a clone has outlived a poll.
    kept: AtomicBool,
}

thread_local! {
    /// The waker of the task that is polled, with its label and without.
    static CURRENT: RefCell<Option<(Waker, Waker)>> = const { RefCell::new(None) };
    /// Set while the waker of a wait is called that wakes a library first.
    static CAUSE: Cell<Option<Cause>> = const { Cell::new(None) };
}

#[derive(Clone, Copy)]
struct Cause {
    wait: usize,
    /// Whether the waker of a task was reached.
    has_woken: bool,
}

/// Sets the waker of the task that is polled, with its label and without. Returns the previous one.
pub(crate) fn set_current(wakers: Option<(Waker, Waker)>) -> Option<(Waker, Waker)> {
    CURRENT.replace(wakers)
}

/// The task's own waker without its label, if `waker` is that: what is passed on has one label and
/// not two. `None` if it is a library's.
fn own(waker: &Waker) -> Option<Waker> {
    CURRENT.with_borrow(|task| match task {
        Some((labelled, inner)) if labelled.will_wake(waker) => Some(inner.clone()),
        _ => None,
    })
}

/// The task's own waker without its label. Another waker, of a library's, stays as it is.
pub(crate) fn unlabelled(waker: &Waker) -> Waker {
    own(waker).unwrap_or_else(|| waker.clone())
}

impl Wake for Labelled {
    fn wake(self: Arc<Self>) {
        let inner = self.inner.clone();
        self.noted(|label| {
            drop(label);
            inner.wake();
        });
    }

    fn wake_by_ref(self: &Arc<Self>) {
        Arc::clone(self).noted(|label| label.inner.wake_by_ref());
    }
}

impl Labelled {
    /// Wakes, and notes it. A library may keep a wake-up to itself, so what counts is whether the
    /// task's own waker is reached. That is noted before the wake-up itself: if it comes from
    /// another thread, the loop goes on at once.
    fn noted(self: Arc<Self>, wake: impl FnOnce(Arc<Self>)) {
        let (task, cause) = (self.task, CAUSE.get());
        match (self.wait, cause) {
            (Some(wait), None) if self.is_indirect => {
                CAUSE.set(Some(Cause { wait, has_woken: false }));
                wake(self);
                if CAUSE.take().is_some_and(|cause| !cause.has_woken) {
                    journal::wake_was_absorbed(task, wait);
                }
            }
            _ if self.is_indirect => wake(self),
            (wait, cause) => {
                CAUSE.set(cause.map(|cause| Cause { has_woken: true, ..cause }));
                journal::woken(task, cause.map(|cause| cause.wait).or(wait));
                wake(self);
            }
        }
    }
}

impl Drop for Labelled {
    fn drop(&mut self) {
        if self.kept.load(Ordering::Relaxed) {
            journal::waker_dropped(self.task, self.wait);
        }
    }
}

impl Labelled {
    /// Whether a library's waker comes before the task's own.
    pub(crate) fn is_indirect(&self) -> bool {
        self.is_indirect
    }
}

/// Makes the waker for one poll after the other, and sees what is kept in between.
#[derive(Default)]
pub(crate) struct Label(std::sync::Weak<Labelled>);

impl Label {
    /// The labelled waker for `wait` of `task`, to be polled with instead of `waker`. It is the
    /// same as long as a clone is kept, so that `will_wake` returns what it would without labels.
    pub(crate) fn of_wait(&mut self, waker: &Waker, task: usize, wait: usize) -> Arc<Labelled> {
        let own = own(waker);
        let is_indirect = own.is_none();
        self.waker(own.as_ref().unwrap_or(waker), task, Some(wait), is_indirect)
    }

    /// The labelled waker for the future of `task`.
    pub(crate) fn of_task(&mut self, waker: &Waker, task: usize) -> Arc<Labelled> {
        self.waker(waker, task, None, false)
    }

    fn waker(
        &mut self,
        inner: &Waker,
        task: usize,
        wait: Option<usize>,
        is_indirect: bool,
    ) -> Arc<Labelled> {
        // Those of a loop that polls every task do nothing, so they are all alike.
        let wakes = |label: &Labelled| options().on.polls_all() || label.inner.will_wake(inner);
        let same = self.0.upgrade().filter(|label| label.task == task && wakes(label));
        let label = same.unwrap_or_else(|| {
            let (inner, kept) = (inner.clone(), AtomicBool::new(false));
            Arc::new(Labelled { inner, task, wait, is_indirect, kept })
        });
        self.0 = Arc::downgrade(&label);
        label
    }

    /// To be called after the poll, when the waker of `waker` has been dropped.
    pub(crate) fn after_poll(&self) {
        if let Some(label) = self.0.upgrade()
            && !label.kept.swap(true, Ordering::Relaxed)
        {
            journal::waker_kept(label.task, label.wait);
        }
    }
}
