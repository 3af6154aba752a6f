//! In place of the engine's `current.rs`: no event loop runs on these threads, so each wake-up is
//! remote.

use super::{remote::RemoteQueue, slab::Key};
use crate::real_std::cell::RefCell;
use crate::sync::Arc;

pub(crate) struct Shared {
    pub(crate) remote: Arc<RemoteQueue>,
    pub(crate) polled: Local,
    pub(crate) scheduler: RefCell<Local>,
}

/// What only local wake-ups reach: it can't exist here.
pub(crate) enum Local {}

impl Local {
    pub(crate) fn notify_by_waker(&self, _: *const ()) -> bool {
        match *self {}
    }

    pub(crate) fn wake(&mut self, _: Key) {
        match *self {}
    }
}

pub(crate) fn with<R>(_: impl FnOnce(&Shared) -> R) -> Option<R> {
    None
}
