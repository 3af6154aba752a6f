//! A waiter: who is to be woken when a task ends or a timer fires.

use std::task::Waker;

use crate::slab::Key;
use crate::task::Id;

/// A task of this event loop is known by its id, which costs nothing to make and to keep. Whatever
/// else waits, like one branch of a `select!`, is known by its waker.
pub(crate) enum Waiter {
    Task(Id),
    Waker(Waker),
}

impl Waiter {
    /// The id of no task. An `Option` around the enum would take half as much memory again.
    pub(crate) const NOBODY: Self = Self::Task(Id(Key { serial: 0, index: u32::MAX }));
}
