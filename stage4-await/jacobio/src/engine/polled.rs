//! The task that is being polled, and whether it was woken meanwhile.
//!
//! In `waking.rs` a task that wakes itself sends its id to the ready queue like any other, and all
//! that it awaits clones its waker. Here the event loop recognises the waker of the task that it
//! polls. So a task that wakes itself, as each yield does, only sets a flag, which the event loop
//! finds when the poll is over. And what the task awaits can know it by its key (see `awaiter.rs`).

use std::cell::Cell;
use std::ptr;
use std::task::{self, Context, RawWakerVTable};

use crate::engine::{awaiter::Awaiter, slab::Key};

/// How many of our own futures may be ready in one poll of a task, as in tokio. Without a limit, a
/// loop over futures that are always ready would starve all other tasks.
const BUDGET: u32 = 128;

/// What is known while a task is polled.
#[derive(Clone, Copy)]
struct Poll {
    key: Key,
    /// The two halves of the waker that the task is polled with. No code is called through them:
    /// they are compared with the halves of other wakers.
    data: *const (),
    vtable: &'static RawWakerVTable,
}

#[derive(Default)]
pub(crate) struct Polled {
    /// Set for as long as the poll of a task takes. `None` while its future is dropped by an abort.
    poll: Cell<Option<Poll>>,
    /// Set by a wake-up of that task, and taken when its poll is over.
    notified: Cell<bool>,
    /// What is left of the `BUDGET` of that poll. Means nothing outside a poll.
    budget: Cell<u32>,
}

impl Polled {
    /// Task `key` is about to be polled with the waker of `cx`.
    pub(crate) fn begin(&self, key: Key, cx: &Context<'_>) {
        let (data, vtable) = (cx.waker().data(), cx.waker().vtable());
        self.poll.set(Some(Poll { key, data, vtable }));
        self.budget.set(BUDGET);
    }

    /// The poll is over. Returns whether the task was woken since `begin`.
    pub(crate) fn end(&self) -> bool {
        self.poll.set(None);
        self.notified.take()
    }

    /// The waker that the task is polled with was dropped, but the poll isn't over. Another waker
    /// may have the same address from now on, and is not the task's.
    pub(crate) fn forget_waker(&self) {
        self.poll.set(self.poll.get().map(|poll| Poll { data: ptr::null(), ..poll }));
    }

    pub(crate) fn key(&self) -> Option<Key> {
        self.poll.get().map(|poll| poll.key)
    }

    /// Returns whether one of our futures may be ready now. Outside a poll, where another executor
    /// polls it, it always may.
    pub(crate) fn has_budget(&self) -> bool {
        self.budget.get() > 0 || self.poll.get().is_none()
    }

    /// Takes one operation from the budget.
    pub(crate) fn spend(&self) {
        self.budget.set(self.budget.get().saturating_sub(1));
    }

    /// Notes a wake-up of `key`, if that is the task being polled.
    pub(crate) fn notify(&self, key: Key) -> bool {
        self.notify_if(|poll| poll.key == key)
    }

    /// The same for a wake-up by the task waker at this address. The address alone is compared: it
    /// comes from a task waker, no two of those that live have the same one, and that of a dropped
    /// one is forgotten.
    pub(crate) fn notify_by_waker(&self, data: *const ()) -> bool {
        self.notify_if(|poll| poll.data == data)
    }

    fn notify_if(&self, is_meant: impl FnOnce(Poll) -> bool) -> bool {
        let is_meant = self.poll.get().is_some_and(is_meant);
        if is_meant {
            self.notified.set(true);
        }
        is_meant
    }

    /// What to wake for `cx`: the task being polled, if `cx` has the task's own waker, or else a
    /// clone of the waker. Both `select!` macros pass the task's own waker to their branches;
    /// `FuturesUnordered`, and with it a large `join_all`, passes others.
    ///
    /// If what `cx` waits for `has_come`, no waker is cloned. The clone of a foreign waker, or its
    /// drop, may panic, and a result that was already taken out would be lost.
    pub(crate) fn awaiter(&self, cx: &Context<'_>, has_come: impl FnOnce() -> bool) -> Awaiter {
        let (data, vtable) = (cx.waker().data(), cx.waker().vtable());
        match self.poll.get() {
            Some(poll) if poll.data == data && ptr::eq(poll.vtable, vtable) => {
                Awaiter::Task(poll.key)
            }
            _ if has_come() => Awaiter::default(),
            _ => Awaiter::Waker(cx.waker().clone()),
        }
    }
}

/// Wakes the task, so that it goes on after the others, and makes the future pending that found the
/// budget spent.
#[cold]
pub(crate) fn out_of_budget<T>(cx: &Context<'_>) -> task::Poll<T> {
    cx.waker().wake_by_ref();
    task::Poll::Pending
}
