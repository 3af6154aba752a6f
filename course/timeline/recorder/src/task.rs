//! Tasks, as jacobio's and tokio's module of this name has them.

use std::any::{Any, type_name};
use std::cell::RefCell;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, Location, catch_unwind, resume_unwind};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::{fmt, mem, process};

use crate::event::On;
use crate::journal;
use crate::on::{Loop, options};
use crate::stages::{busy, waking};
use crate::wait::{Subject, Wait};
use crate::waker::{self, Label};

type BoxFuture<T> = Pin<Box<dyn Future<Output = T>>>;

/// Why a task gave no result. Its text is that of the loop's own error.
#[derive(Debug)]
pub struct JoinError {
    text: String,
    id: String,
    is_panic: bool,
}

impl JoinError {
    /// Whether the task panicked.
    pub fn is_panic(&self) -> bool {
        self.is_panic
    }

    /// Whether the task was aborted.
    pub fn is_cancelled(&self) -> bool {
        !self.is_panic
    }

    /// The id of the task, as the loop has it.
    pub fn id(&self) -> &str {
        &self.id
    }
}

impl fmt::Display for JoinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for JoinError {}

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

    /// Whether the task has ended.
    pub fn is_finished(&self) -> bool {
        match &self.handle {
            Handle::None(ended) => *ended.borrow(),
            Handle::Jacobio(handle) => handle.is_finished(),
            Handle::Tokio(handle) => handle.is_finished(),
        }
    }
}

/// Ends the program: the loop can't do what it asks for.
pub(crate) fn lacks(what: &str) -> ! {
    let on = options().on;
    eprintln!("error: the loop `{on}` has no `{what}`. These have it: jacobio, tokio.");
    process::exit(2)
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
        Loop::Jacobio => {
            let handle = jacobio::task::spawn_local(future);
            let abort = handle.abort_handle();
            let error = |e: jacobio::task::JoinError| JoinError {
                text: e.to_string(),
                id: e.id().to_string(),
                is_panic: e.is_panic(),
            };
            (Box::pin(async move { handle.await.map_err(error) }), Handle::Jacobio(abort))
        }
        Loop::Tokio => {
            let handle = tokio::task::spawn_local(future);
            let abort = handle.abort_handle();
            let error = |e: tokio::task::JoinError| JoinError {
                text: e.to_string(),
                id: e.id().to_string(),
                is_panic: e.is_panic(),
            };
            (Box::pin(async move { handle.await.map_err(error) }), Handle::Tokio(abort))
        }
    };
    let join = Subject::Known(On::Join { task: number.unwrap_or_default() });
    JoinHandle { result: Wait::new(join, result), task: AbortHandle { number, handle } }
}

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
