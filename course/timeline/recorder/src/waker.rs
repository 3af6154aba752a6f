//! A waker that notes what becomes of it.

use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Wake, Waker};

use crate::journal;
use crate::on::options;

/// Wakes as `inner` does, and notes it.
pub(crate) struct Labelled {
    pub(crate) inner: Waker,
    pub(crate) task: usize,
    /// What it was passed to. `None`: the future of the task itself.
    pub(crate) wait: Option<usize>,
    /// Set once a clone has outlived a poll.
    pub(crate) kept: AtomicBool,
}

thread_local! {
    /// The waker of the task that is polled, with its label and without.
    static CURRENT: RefCell<Option<(Waker, Waker)>> = const { RefCell::new(None) };
    /// Set while a labelled waker is called. One may wrap another; only the outer one is noted.
    static WAKING: Cell<bool> = const { Cell::new(false) };
}

/// Sets the waker of the task that is polled, with its label and without. Returns the previous one.
pub(crate) fn set_current(wakers: Option<(Waker, Waker)>) -> Option<(Waker, Waker)> {
    CURRENT.replace(wakers)
}

/// The task's own waker without its label, so that what is passed on has one label and not two.
/// Another waker, of a library's, stays as it is.
pub(crate) fn unlabelled(waker: &Waker) -> Waker {
    CURRENT.with_borrow(|task| match task {
        Some((labelled, inner)) if labelled.will_wake(waker) => inner.clone(),
        _ => waker.clone(),
    })
}

impl Wake for Labelled {
    /// All that happens is noted before the wake-up itself. If that comes from another thread, the
    /// loop goes on at once.
    fn wake(self: Arc<Self>) {
        let nested = WAKING.replace(true);
        if !nested {
            journal::woken(self.task, self.wait);
        }
        let inner = self.inner.clone();
        drop(self);
        inner.wake();
        WAKING.set(nested);
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let nested = WAKING.replace(true);
        if !nested {
            journal::woken(self.task, self.wait);
        }
        self.inner.wake_by_ref();
        WAKING.set(nested);
    }
}

impl Drop for Labelled {
    fn drop(&mut self) {
        if self.kept.load(Ordering::Relaxed) {
            journal::waker_dropped(self.task, self.wait);
        }
    }
}

/// Makes the waker for one poll after the other, and sees what is kept in between.
#[derive(Default)]
pub(crate) struct Label(std::sync::Weak<Labelled>);

impl Label {
    /// The labelled waker around `inner`. It is the same as long as a clone is kept, so that
    /// `will_wake` returns what it would without labels.
    pub(crate) fn waker(
        &mut self,
        inner: &Waker,
        task: usize,
        wait: Option<usize>,
    ) -> Arc<Labelled> {
        // Those of a loop that polls every task do nothing, so they are all alike.
        let wakes = |label: &Labelled| options().on.polls_all() || label.inner.will_wake(inner);
        let same = self.0.upgrade().filter(|label| label.task == task && wakes(label));
        let label = same.unwrap_or_else(|| {
            let (inner, kept) = (inner.clone(), AtomicBool::new(false));
            Arc::new(Labelled { inner, task, wait, kept })
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
