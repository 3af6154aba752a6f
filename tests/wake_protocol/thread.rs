//! Threads: shuttle's, but for parking.
//!
//! Shuttle lets a park end for no reason, as the real one may. Trying all orders would then never
//! end, since there are endlessly many. This one ends only when there is a reason, which makes it
//! the stricter one too: it forgives no wake that is lost.

use crate::sync::{Arc, Condvar, Mutex};

pub(crate) use shuttle::thread::{JoinHandle, spawn};

#[derive(Clone, Default)]
pub(crate) struct Thread {
    unparked: Arc<(Mutex<bool>, Condvar)>,
}

shuttle::thread_local! {
    static CURRENT: Thread = Thread::default();
}

pub(crate) fn current() -> Thread {
    CURRENT.with(Clone::clone)
}

pub(crate) fn park() {
    current().wait();
}

/// In place of mio's waker, which ends a wait for sockets: another thing to park on.
#[derive(Default)]
pub(crate) struct Waker(Thread);

impl Waker {
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

impl Thread {
    pub(crate) fn unpark(&self) {
        let (unparked, changed) = &*self.unparked;
        *unparked.lock().unwrap() = true;
        changed.notify_one();
    }

    fn wait(&self) {
        let (unparked, changed) = &*self.unparked;
        let mut unparked = unparked.lock().unwrap();
        while !*unparked {
            unparked = changed.wait(unparked).unwrap();
        }
        *unparked = false;
    }
}
