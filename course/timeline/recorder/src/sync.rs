//! What tokio has for tasks to talk to each other, and works on every loop that wakes.

mod locks;
pub mod mpsc;
pub mod oneshot;
pub mod watch;

pub use locks::{
    AcquireError, Mutex, MutexGuard, Notify, OwnedMutexGuard, OwnedSemaphorePermit, Semaphore,
    SemaphorePermit, TryAcquireError, TryLockError,
};
