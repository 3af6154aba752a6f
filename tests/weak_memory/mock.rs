//! What the engine takes from std, built on loom, with the orderings of std's own source.

use crate::engine::waker::TaskWaker;
use crate::real_std::ops::Deref;
use crate::real_std::sync::Arc as RealArc;
use loom::sync::atomic::{AtomicBool, AtomicUsize, Ordering::*, fence};

/// An `Arc` whose count is loom's. It has no weak count.
pub(crate) struct Arc<T> {
    value: RealArc<T>,
    count: RealArc<AtomicUsize>,
}

impl<T> Arc<T> {
    pub(crate) fn new(value: T) -> Self {
        Self { value: RealArc::new(value), count: RealArc::new(AtomicUsize::new(1)) }
    }

    pub(crate) fn strong_count(this: &Self) -> usize {
        this.count.load(Relaxed)
    }

    pub(crate) fn ptr_eq(this: &Self, other: &Self) -> bool {
        RealArc::ptr_eq(&this.value, &other.value)
    }

    /// `TaskWaker`'s own methods call it with a real `Arc`.
    pub(crate) fn as_ptr(this: &impl Deref<Target = T>) -> *const T {
        &raw const **this
    }
}

impl<T: Default> Default for Arc<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> Deref for Arc<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> Clone for Arc<T> {
    fn clone(&self) -> Self {
        self.count.fetch_add(1, Relaxed);
        Self { value: RealArc::clone(&self.value), count: RealArc::clone(&self.count) }
    }
}

impl<T> Drop for Arc<T> {
    fn drop(&mut self) {
        if self.count.fetch_sub(1, Release) == 1 {
            fence(Acquire);
        }
    }
}

pub(crate) trait Wake {
    fn wake(self: RealArc<Self>);
    fn wake_by_ref(self: &RealArc<Self>);
}

/// A waker of the one type that there is here.
#[derive(Clone)]
pub(crate) struct Waker(Arc<TaskWaker>);

impl Waker {
    pub(crate) fn wake(self) {
        self.wake_by_ref();
    }

    pub(crate) fn wake_by_ref(&self) {
        self.0.value.wake_by_ref();
    }

    pub(crate) fn data(&self) -> *const () {
        Arc::as_ptr(&self.0).cast()
    }
}

impl From<Arc<TaskWaker>> for Waker {
    fn from(task: Arc<TaskWaker>) -> Self {
        Self(task)
    }
}

pub(crate) mod atomic {
    pub(crate) use loom::sync::atomic::{AtomicU32, Ordering, fence};

    use crate::real_std::sync::atomic::AtomicU64 as RealAtomicU64;
    use loom::cell::UnsafeCell;

    /// The engine reads and writes its atomic words `Relaxed`, since a lock or a fence already puts
    /// these accesses in an order. So here they count as plain memory: loom refuses two accesses,
    /// one of them a write, that nothing puts in an order.
    #[derive(Default)]
    pub(crate) struct AtomicU64 {
        value: RealAtomicU64,
        access: UnsafeCell<()>,
    }

    impl AtomicU64 {
        pub(crate) fn new(value: u64) -> Self {
            Self { value: RealAtomicU64::new(value), access: UnsafeCell::new(()) }
        }

        pub(crate) fn load(&self, order: Ordering) -> u64 {
            self.access.with(|_| self.value.load(order))
        }

        pub(crate) fn store(&self, value: u64, order: Ordering) {
            self.access.with_mut(|_| self.value.store(value, order));
        }
    }
}

/// A thread that can be parked. An `unpark` shows what came before it only to the park that it
/// ends.
#[derive(Clone)]
pub(crate) struct Thread {
    unparked: RealArc<AtomicBool>,
}

impl Default for Thread {
    fn default() -> Self {
        Self { unparked: RealArc::new(AtomicBool::new(false)) }
    }
}

loom::thread_local! {
    static CURRENT: Thread = Thread::default();
}

pub(crate) fn current() -> Thread {
    CURRENT.with(Clone::clone)
}

pub(crate) fn park() {
    current().wait();
}

impl Thread {
    pub(crate) fn unpark(&self) {
        self.unparked.swap(true, Release);
    }

    /// Ends only when there is a reason. If none comes, loom says that there are too many branches.
    fn wait(&self) {
        while !self.unparked.swap(false, Acquire) {
            loom::thread::yield_now();
        }
    }
}

/// In place of mio's waker, which ends a wait for sockets: another thing to park on.
#[derive(Default)]
pub(crate) struct Alarm(Thread);

impl Alarm {
    #[expect(clippy::unnecessary_wraps, reason = "as mio's")]
    pub(crate) fn wake(&self) -> Result<(), ()> {
        self.0.unpark();
        Ok(())
    }

    /// Waits for sockets, of which none is ever ready.
    pub(crate) fn wait(&self) {
        self.0.wait();
    }
}
