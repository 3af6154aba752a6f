//! Tasks, as jacobio's and tokio's module of this name has them.

use std::any::{Any, type_name};
use std::cell::RefCell;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, Location, catch_unwind, resume_unwind};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::{fmt, mem};

use crate::event::On;
use crate::journal;
use crate::on::{Loop, lacks, options};
use crate::stages::{busy, reacting, waking};
use crate::wait::{Subject, Wait};
use crate::waker::{self, Label};

type BoxFuture<T> = Pin<Box<dyn Future<Output = T>>>;

/// Why a task gave no result.
pub struct JoinError(Failure);

enum Failure {
    Jacobio(jacobio::task::JoinError),
    Tokio(tokio::task::JoinError),
}

impl JoinError {
    /// Whether the task panicked.
    pub fn is_panic(&self) -> bool {
        match &self.0 {
            Failure::Jacobio(error) => error.is_panic(),
            Failure::Tokio(error) => error.is_panic(),
        }
    }

    /// Whether the task was aborted.
    pub fn is_cancelled(&self) -> bool {
        !self.is_panic()
    }

    /// The id of the task.
    pub fn id(&self) -> Id {
        match &self.0 {
            Failure::Jacobio(error) => Id(Number::Jacobio(error.id())),
            Failure::Tokio(error) => Id(Number::Tokio(error.id())),
        }
    }

    /// What the task panicked with.
    ///
    /// # Panics
    ///
    /// If it didn't.
    pub fn into_panic(self) -> Box<dyn Any + Send> {
        match self.0 {
            Failure::Jacobio(error) => error.into_panic(),
            Failure::Tokio(error) => error.into_panic(),
        }
    }

    /// What the task panicked with.
    ///
    /// # Errors
    ///
    /// If it didn't.
    pub fn try_into_panic(self) -> Result<Box<dyn Any + Send>, Self> {
        if self.is_panic() { Ok(self.into_panic()) } else { Err(self) }
    }
}

impl fmt::Debug for JoinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Failure::Jacobio(error) => error.fmt(f),
            Failure::Tokio(error) => error.fmt(f),
        }
    }
}

impl fmt::Display for JoinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Failure::Jacobio(error) => error.fmt(f),
            Failure::Tokio(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for JoinError {}

/// Identifies a task.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Id(Number);

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Number {
    Jacobio(jacobio::task::Id),
    Tokio(tokio::task::Id),
}

/// The id of the task that calls this.
pub fn id() -> Id {
    match options().on {
        Loop::Jacobio => Id(Number::Jacobio(jacobio::task::id())),
        Loop::Tokio => Id(Number::Tokio(tokio::task::id())),
        _ => lacks("id"),
    }
}

/// The id of the task that calls this, if it is one.
pub fn try_id() -> Option<Id> {
    match options().on {
        Loop::Jacobio => jacobio::task::try_id().map(|id| Id(Number::Jacobio(id))),
        Loop::Tokio => tokio::task::try_id().map(|id| Id(Number::Tokio(id))),
        _ => lacks("try_id"),
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Number::Jacobio(id) => id.fmt(f),
            Number::Tokio(id) => id.fmt(f),
        }
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Number::Jacobio(id) => id.fmt(f),
            Number::Tokio(id) => id.fmt(f),
        }
    }
}

/// The result of a task.
pub struct JoinHandle<T> {
    result: Wait<BoxFuture<Result<T, JoinError>>>,
    task: AbortHandle,
}

/// Aborts a task.
#[derive(Clone)]
pub struct AbortHandle {
    number: Option<usize>,
    handle: Handle,
}

#[derive(Clone)]
enum Handle {
    /// The loops of the stages can't abort a task.
    None(Rc<RefCell<bool>>),
    Jacobio(jacobio::task::AbortHandle),
    Tokio(tokio::task::AbortHandle),
}

impl AbortHandle {
    /// Ends the task when it is next scheduled.
    pub fn abort(&self) {
        if let Some(number) = self.number {
            journal::abort_requested(number);
        }
        match &self.handle {
            Handle::None(_) => lacks("abort"),
            Handle::Jacobio(handle) => handle.abort(),
            Handle::Tokio(handle) => handle.abort(),
        }
    }

    /// The id of the task.
    pub fn id(&self) -> Id {
        match &self.handle {
            Handle::None(_) => lacks("id"),
            Handle::Jacobio(handle) => Id(Number::Jacobio(handle.id())),
            Handle::Tokio(handle) => Id(Number::Tokio(handle.id())),
        }
    }

    /// Whether the task has ended.
    pub fn is_finished(&self) -> bool {
        match &self.handle {
            Handle::None(ended) => *ended.borrow(),
            Handle::Jacobio(handle) => handle.is_finished(),
            Handle::Tokio(handle) => handle.is_finished(),
        }
    }
}

impl<T> JoinHandle<T> {
    /// As [`AbortHandle::abort`].
    pub fn abort(&self) {
        self.task.abort();
    }

    /// A handle that can abort the task and nothing else.
    pub fn abort_handle(&self) -> AbortHandle {
        self.task.clone()
    }

    /// The id of the task.
    pub fn id(&self) -> Id {
        self.task.id()
    }

    /// Whether the task has ended.
    pub fn is_finished(&self) -> bool {
        self.task.is_finished()
    }
}

impl<T> Future for JoinHandle<T> {
    type Output = Result<T, JoinError>;

    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.result).poll(cx)
    }
}

/// Spawns a task on the loop that the program runs on.
#[track_caller]
pub fn spawn_local<F>(future: F) -> JoinHandle<F::Output>
where
    F: Future + 'static,
    F::Output: 'static,
{
    let number = journal::spawned(name_of::<F>(), Some(Location::caller()));
    let future = Task::new(number, future);
    let (result, handle): (BoxFuture<Result<F::Output, JoinError>>, _) = match options().on {
        Loop::Generators => lacks("spawn_local"),
        Loop::Busy => {
            let (future, ended) = noting_its_end(future);
            let handle = busy::spawn_local(future);
            (Box::pin(async { handle.await.map_err(|never| match never {}) }), Handle::None(ended))
        }
        Loop::Waking => {
            let (future, ended) = noting_its_end(future);
            let handle = waking::spawn_local(future);
            (Box::pin(async { handle.await.map_err(|never| match never {}) }), Handle::None(ended))
        }
        Loop::Reacting => {
            let (future, ended) = noting_its_end(future);
            let handle = reacting::spawn_local(future);
            (Box::pin(async { handle.await.map_err(|never| match never {}) }), Handle::None(ended))
        }
        Loop::Jacobio => {
            let handle = jacobio::task::spawn_local(future);
            let abort = handle.abort_handle();
            let error = |error| JoinError(Failure::Jacobio(error));
            (Box::pin(async move { handle.await.map_err(error) }), Handle::Jacobio(abort))
        }
        Loop::Tokio => {
            let handle = tokio::task::spawn_local(future);
            let abort = handle.abort_handle();
            let error = |error| JoinError(Failure::Tokio(error));
            (Box::pin(async move { handle.await.map_err(error) }), Handle::Tokio(abort))
        }
    };
    let join = Subject::Known(On::Join { task: number.unwrap_or_default() });
    JoinHandle { result: Wait::new(join, result), task: AbortHandle { number, handle } }
}

pub use spawn_local as spawn;

/// The loops of the stages have no `is_finished`.
fn noting_its_end<F: Future>(future: F) -> (impl Future<Output = F::Output>, Rc<RefCell<bool>>) {
    let ended = Rc::new(RefCell::new(false));
    let noted = Rc::clone(&ended);
    let future = async move {
        let output = future.await;
        *noted.borrow_mut() = true;
        output
    };
    (future, ended)
}

/// Lets every other task that is ready be polled. The loops of the stages have no such function, so
/// this one calls the waker itself.
#[track_caller]
pub fn yield_now() -> Wait<BoxFuture<()>> {
    let future: BoxFuture<()> = match options().on {
        Loop::Jacobio => Box::pin(jacobio::task::yield_now()),
        Loop::Tokio => Box::pin(tokio::task::yield_now()),
        _ => {
            let mut yielded = false;
            Box::pin(poll_fn(move |cx| {
                if mem::replace(&mut yielded, true) {
                    return Poll::Ready(());
                }
                cx.waker().wake_by_ref();
                Poll::Pending
            }))
        }
    };
    Wait::new(Subject::Known(On::Yield), future)
}

/// The name of the function that returned the future, if it is an `async fn`.
pub(crate) fn name_of<F>() -> &'static str {
    let name = type_name::<F>();
    let function = name.strip_suffix("::{{closure}}").unwrap_or(name);
    let last = function.rsplit("::").next().unwrap_or(function);
    if last.chars().all(|c| c.is_alphanumeric() || c == '_') { last } else { "block" }
}

/// The future of a task, with a number if it is recorded.
pub(crate) struct Task<F> {
    number: Option<usize>,
    /// `None` only while it is dropped.
    future: Option<Pin<Box<F>>>,
    label: Label,
    ended: bool,
}

impl<F> Task<F> {
    pub(crate) fn new(number: Option<usize>, future: F) -> Self {
        Self { number, future: Some(Box::pin(future)), label: Label::default(), ended: false }
    }
}

impl<F: Future> Future for Task<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let this = &mut *self;
        let future = this.future.as_mut().expect("it is not dropped yet").as_mut();
        let Some(task) = this.number else { return future.poll(cx) };

        let previous = journal::poll_starts(task);
        let waker = Waker::from(this.label.of_task(cx.waker(), task));
        let outer = waker::set_current(Some((waker.clone(), cx.waker().clone())));
        let result =
            catch_unwind(AssertUnwindSafe(|| future.poll(&mut Context::from_waker(&waker))));
        drop((waker::set_current(outer), waker));
        this.label.after_poll();
        match result {
            Ok(result) => {
                this.ended = result.is_ready();
                journal::poll_ended(task, this.ended, previous);
                result
            }
            Err(payload) => {
                this.ended = true;
                journal::poll_panicked(task, message(&*payload), previous);
                resume_unwind(payload)
            }
        }
    }
}

impl<F> Drop for Task<F> {
    fn drop(&mut self) {
        self.future = None;
        if let (Some(task), false) = (self.number, self.ended) {
            journal::dropped(task);
        }
    }
}

fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref().cloned()).unwrap_or_default()
}
