//! What holds at compile time: if it doesn't, this file doesn't compile.

use std::fmt::Debug;
use std::future::Pending;
use std::hash::Hash;
use std::io;
use std::panic::{RefUnwindSafe, UnwindSafe};

use jacobio::net::{TcpListener, TcpStream, UdpSocket};
use jacobio::runtime::LocalRuntime;
use jacobio::task::{AbortHandle, Id, JoinError, JoinHandle};
use jacobio::time::error::Elapsed;
use jacobio::time::{Instant, Interval, MissedTickBehavior, Sleep, Timeout};
use static_assertions::{assert_impl_all, assert_not_impl_any, const_assert, const_assert_eq};

// A handle belongs to the thread of its runtime. In tokio it is Send, and pays for it with atomics.
assert_not_impl_any!(LocalRuntime: Send, Sync);
assert_not_impl_any!(JoinHandle<()>: Send, Sync, Clone);
assert_not_impl_any!(AbortHandle: Send, Sync);
assert_not_impl_any!(Sleep: Send, Sync);
assert_not_impl_any!(Timeout<Pending<()>>: Send, Sync);
assert_not_impl_any!(Interval: Send, Sync);
assert_not_impl_any!(TcpListener: Send, Sync);
assert_not_impl_any!(TcpStream: Send, Sync);
assert_not_impl_any!(UdpSocket: Send, Sync);

// Errors, ids and instants may be sent to other threads.
assert_impl_all!(JoinError: Send, Sync, std::error::Error);
assert_impl_all!(Elapsed: Send, Sync, Eq, std::error::Error);
assert_impl_all!(Id: Send, Sync, Copy, Ord, Hash, Debug, ToString);
assert_impl_all!(Instant: Send, Sync, Copy, Ord, Hash, Debug);
assert_impl_all!(MissedTickBehavior: Send, Sync, Copy, Eq, Debug, Default);
assert_impl_all!(io::Error: From<JoinError>, From<Elapsed>);
assert_impl_all!(std::time::Instant: From<Instant>);
assert_impl_all!(Instant: From<std::time::Instant>);

// What has to be pinned before it is polled, as in tokio.
assert_not_impl_any!(Sleep: Unpin);
assert_not_impl_any!(Timeout<Pending<()>>: Unpin);
assert_impl_all!(JoinHandle<()>: Unpin, Future<Output = Result<(), JoinError>>);
assert_impl_all!(JoinHandle<std::marker::PhantomPinned>: Unpin);
assert_impl_all!(Interval: Unpin);
assert_impl_all!(Timeout<Pending<()>>: Future<Output = Result<(), Elapsed>>);

// A panic leaves each of them fit for use.
assert_impl_all!(LocalRuntime: UnwindSafe, RefUnwindSafe, Debug);
assert_impl_all!(JoinHandle<()>: UnwindSafe, RefUnwindSafe, Debug);
assert_impl_all!(JoinHandle<std::cell::Cell<u8>>: UnwindSafe, RefUnwindSafe);
assert_impl_all!(AbortHandle: UnwindSafe, RefUnwindSafe, Debug, Clone);

// Every task has a handle, and many futures a sleep inside.
const WORD: usize = size_of::<usize>();
const_assert!(size_of::<JoinHandle<[u8; 1000]>>() <= 3 * WORD);
const_assert_eq!(size_of::<JoinHandle<()>>(), size_of::<JoinHandle<[u8; 1000]>>());
const_assert!(size_of::<Sleep>() <= 6 * WORD);
const_assert_eq!(size_of::<Id>(), 8);

/// The same of tokio, where jacobio does as it does: a claim that is wrong of one fails here.
mod tokio_too {
    use super::{
        Debug, Hash, Pending, RefUnwindSafe, UnwindSafe, assert_impl_all, assert_not_impl_any, io,
    };
    use tokio::runtime::LocalRuntime;
    use tokio::task::{AbortHandle, Id, JoinError, JoinHandle};
    use tokio::time::error::Elapsed;
    use tokio::time::{Instant, Interval, MissedTickBehavior, Sleep, Timeout};

    assert_not_impl_any!(LocalRuntime: Send, Sync);
    assert_not_impl_any!(JoinHandle<()>: Clone);
    assert_impl_all!(JoinError: Send, Sync, std::error::Error);
    assert_impl_all!(Elapsed: Send, Sync, Eq, std::error::Error);
    assert_impl_all!(Id: Send, Sync, Copy, Ord, Hash, Debug, ToString);
    assert_impl_all!(Instant: Send, Sync, Copy, Ord, Hash, Debug);
    assert_impl_all!(MissedTickBehavior: Send, Sync, Copy, Eq, Debug, Default);
    assert_impl_all!(io::Error: From<JoinError>, From<Elapsed>);
    assert_not_impl_any!(Sleep: Unpin);
    assert_not_impl_any!(Timeout<Pending<()>>: Unpin);
    assert_impl_all!(JoinHandle<std::marker::PhantomPinned>: Unpin);
    assert_impl_all!(Interval: Unpin);
    assert_impl_all!(LocalRuntime: UnwindSafe, RefUnwindSafe, Debug);
    assert_impl_all!(JoinHandle<std::cell::Cell<u8>>: UnwindSafe, RefUnwindSafe);
    assert_impl_all!(AbortHandle: UnwindSafe, RefUnwindSafe, Debug, Clone);
}
