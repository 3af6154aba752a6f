//! A mutex with which a test decides what another thread does between two lines.

use std::cell::RefCell;
use std::ops::{Deref, DerefMut};
use std::sync::{self, LockResult, PoisonError};

thread_local! {
    /// What to do right after this thread has next released a lock.
    static NEXT: RefCell<Option<Box<dyn FnOnce()>>> = const { RefCell::new(None) };
}

/// The standard library's mutex. A test can let another thread run right after this thread has
/// released the lock.
#[derive(Debug, Default)]
pub struct Mutex<T>(sync::Mutex<T>);

/// Releases the lock when it is dropped.
#[derive(Debug)]
pub struct MutexGuard<'mutex, T>(Option<sync::MutexGuard<'mutex, T>>);

impl<T> Mutex<T> {
    /// Makes an unlocked mutex.
    pub const fn new(value: T) -> Self {
        Self(sync::Mutex::new(value))
    }

    /// Waits until no other thread holds the lock, and takes it.
    ///
    /// # Errors
    ///
    /// If a thread has panicked while it held the lock.
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        match self.0.lock() {
            Ok(guard) => Ok(MutexGuard(Some(guard))),
            Err(poisoned) => Err(PoisonError::new(MutexGuard(Some(poisoned.into_inner())))),
        }
    }
}

impl<T> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.as_ref().expect("it is dropped once")
    }
}

impl<T> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.as_mut().expect("it is dropped once")
    }
}

impl<T> Drop for MutexGuard<'_, T> {
    fn drop(&mut self) {
        self.0 = None;
        let next = NEXT.with_borrow_mut(Option::take);
        if let Some(action) = next {
            action();
        }
    }
}

/// Calls `action` right after this thread has next released a lock, before it runs its next line.
pub fn after_next_unlock(action: impl FnOnce() + 'static) {
    NEXT.set(Some(Box::new(action)));
}
