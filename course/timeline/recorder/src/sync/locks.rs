//! A lock, a semaphore, a notification.

use std::pin::Pin;
use std::sync::Arc;

use tokio::sync;
pub use tokio::sync::{
    AcquireError, MutexGuard, OwnedMutexGuard, OwnedSemaphorePermit, SemaphorePermit,
    TryAcquireError, TryLockError,
};

use crate::event::On;
use crate::wait::{Subject, Wait};

type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// A lock that may be held over an await.
#[derive(Debug, Default)]
pub struct Mutex<T>(Arc<sync::Mutex<T>>);

impl<T> Mutex<T> {
    /// A free lock around `value`.
    pub fn new(value: T) -> Self {
        Self(Arc::new(sync::Mutex::new(value)))
    }

    /// Waits for the lock.
    #[track_caller]
    pub fn lock(&self) -> Wait<BoxFuture<'_, MutexGuard<'_, T>>> {
        Wait::new(Subject::Known(On::Lock), Box::pin(self.0.lock()))
    }

    /// Waits for the lock. The guard borrows nothing.
    #[track_caller]
    pub fn lock_owned(self: Arc<Self>) -> Wait<BoxFuture<'static, OwnedMutexGuard<T>>>
    where
        T: 'static,
    {
        Wait::new(Subject::Known(On::Lock), Box::pin(Arc::clone(&self.0).lock_owned()))
    }

    /// Takes the lock, if it is free.
    ///
    /// # Errors
    ///
    /// If it isn't.
    pub fn try_lock(&self) -> Result<MutexGuard<'_, T>, TryLockError> {
        self.0.try_lock()
    }
}

/// Hands out a number of permits.
#[derive(Debug)]
pub struct Semaphore(Arc<sync::Semaphore>);

impl Semaphore {
    /// A semaphore with this many permits.
    pub fn new(permits: usize) -> Self {
        Self(Arc::new(sync::Semaphore::new(permits)))
    }

    /// Waits for a permit.
    #[track_caller]
    pub fn acquire(&self) -> Wait<BoxFuture<'_, Result<SemaphorePermit<'_>, AcquireError>>> {
        Wait::new(Subject::Known(On::Permit), Box::pin(self.0.acquire()))
    }

    /// Waits for a permit, which borrows nothing.
    #[track_caller]
    pub fn acquire_owned(
        self: Arc<Self>,
    ) -> Wait<BoxFuture<'static, Result<OwnedSemaphorePermit, AcquireError>>> {
        Wait::new(Subject::Known(On::Permit), Box::pin(Arc::clone(&self.0).acquire_owned()))
    }

    /// Takes a permit, if there is one.
    ///
    /// # Errors
    ///
    /// If there is none.
    pub fn try_acquire(&self) -> Result<SemaphorePermit<'_>, TryAcquireError> {
        self.0.try_acquire()
    }

    /// Adds this many permits.
    pub fn add_permits(&self, permits: usize) {
        self.0.add_permits(permits);
    }

    /// How many permits there are.
    pub fn available_permits(&self) -> usize {
        self.0.available_permits()
    }
}

/// Wakes those that wait to be notified.
#[derive(Debug, Default)]
pub struct Notify(sync::Notify);

impl Notify {
    /// Nothing is notified yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Waits to be notified.
    #[track_caller]
    pub fn notified(&self) -> Wait<BoxFuture<'_, ()>> {
        Wait::new(Subject::Known(On::Notification), Box::pin(self.0.notified()))
    }

    /// Notifies one that waits, or the next that will.
    pub fn notify_one(&self) {
        self.0.notify_one();
    }

    /// Notifies all that wait.
    pub fn notify_waiters(&self) {
        self.0.notify_waiters();
    }
}
