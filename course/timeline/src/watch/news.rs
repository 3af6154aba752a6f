//! The latest message for the pages.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// The latest message, and how many there have been.
#[derive(Default)]
pub(super) struct News {
    latest: Mutex<(u64, String)>,
    changed: Condvar,
}

impl News {
    fn lock(&self) -> MutexGuard<'_, (u64, String)> {
        self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Replaces the latest message, which is one line.
    pub(super) fn tell(&self, message: String) {
        let mut latest = self.lock();
        *latest = (latest.0 + 1, message);
        self.changed.notify_all();
    }

    /// Waits for a message after number `seen`. Returns it with its number, or `None` after
    /// `limit`.
    pub(super) fn after(&self, seen: u64, limit: Duration) -> Option<(u64, String)> {
        let waited = self.changed.wait_timeout_while(self.lock(), limit, |latest| latest.0 <= seen);
        let (latest, _) = waited.unwrap_or_else(PoisonError::into_inner);
        (latest.0 > seen).then(|| latest.clone())
    }
}
