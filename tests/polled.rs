//! How the engine knows a task by its waker. Two of the cases can't be brought about from outside,
//! so this compiles the engine's own files.

#![expect(dead_code, reason = "the files are compiled for the part of them that is tried here")]

use std::cell::Cell;
use std::panic::resume_unwind;
use std::pin::{Pin, pin};
use std::ptr;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use futures::task::ArcWake;

use engine::awaiter::Awaiter;
use engine::polled::Polled;
use engine::slab::Key;
use engine::task_cell::{FutureOrOutput, TaskCell};

#[path = "../stage4-await/jacobio/src/engine"]
mod engine {
    pub(crate) mod awaiter;
    pub(crate) mod polled;
    pub(crate) mod slab;
    pub(crate) mod task_cell;
    pub(crate) mod unwind;
}

/// Std and `futures` both turn its `Arc` into a waker: the same pointer, and two vtables.
struct TwoWakers;

impl Wake for TwoWakers {
    fn wake(self: Arc<Self>) {}
}

impl ArcWake for TwoWakers {
    fn wake_by_ref(_: &Arc<Self>) {}
}

fn key() -> Key {
    Key::from_bits(1)
}

#[test]
fn a_waker_with_the_pointer_of_the_task_and_another_vtable_is_not_the_task_s() {
    let wakers = Arc::new(TwoWakers);
    let (own, other) = (Waker::from(Arc::clone(&wakers)), futures::task::waker(wakers));
    assert_eq!(own.data(), other.data());
    assert!(!ptr::eq(own.vtable(), other.vtable()));

    let polled = Polled::default();
    polled.begin(key(), &Context::from_waker(&own));
    let awaiter = |waker| polled.awaiter(&Context::from_waker(waker), || false);
    assert!(matches!(awaiter(&own), Awaiter::Task(task) if task == key()));
    assert!(matches!(awaiter(&other), Awaiter::Waker(waker) if waker.will_wake(&other)));
}

/// Its drop looks up whether a waker at `address` is still taken for that of the task being polled.
struct Output {
    polled: Rc<Polled>,
    address: *const (),
    found: Rc<Cell<Option<bool>>>,
}

impl Drop for Output {
    fn drop(&mut self) {
        self.found.set(Some(self.polled.notify_by_waker(self.address)));
    }
}

/// Ready at once. Its drop panics.
struct PanicsWhenDropped(Option<Output>);

impl Future for PanicsWhenDropped {
    type Output = Output;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Output> {
        self.0.take().map_or(Poll::Pending, Poll::Ready)
    }
}

impl Drop for PanicsWhenDropped {
    fn drop(&mut self) {
        // Unlike `panic!`, this prints nothing.
        resume_unwind(Box::new("dropped"));
    }
}

/// The task's own waker is dropped with the future. When the output is dropped, because the drop of
/// the future has panicked, another waker may have the same address.
#[test]
fn the_address_of_a_waker_is_forgotten_when_the_drop_of_its_future_panics() {
    let (polled, found) = (Rc::<Polled>::default(), Rc::<Cell<_>>::default());
    let own = Waker::from(Arc::new(TwoWakers));
    let output =
        Output { polled: Rc::clone(&polled), address: own.data(), found: Rc::clone(&found) };
    let mut cell = pin!(FutureOrOutput::new(PanicsWhenDropped(Some(output))));
    cell.as_mut().keep_waker(own);

    assert!(cell.as_mut().poll(key(), &polled, Some(Waker::noop())).is_ready());

    assert_eq!(found.get(), Some(false));
    assert!(!polled.end(), "the task wasn't woken");
    assert!(matches!(cell.take_result(), Some(Err(_))));
}
