//! The event loop: polls what is ready, and parks when nothing is.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::{ptr, thread};

use crate::remote::Remote;
use crate::scheduler::{Scheduler, Turn};
use crate::task::{BoxedBody, Id, JoinHandle, OwnWaker, Waiter, boxed};
use crate::time::{Clock, Timers};

/// How many tasks have their turn before the side door and the timers do.
const POLLS: usize = 64;

/// No borrow of these fields outlasts a statement, and none is held while anybody else's code runs:
/// a poll, a wake or a drop may come back in here.
pub(crate) struct EventLoop {
    scheduler: RefCell<Scheduler>,
    pub(crate) timers: RefCell<Timers>,
    pub(crate) clock: Clock,
    remote: Arc<Remote>,
    /// The task that runs, and what the waker that it is polled with points to.
    current: Cell<Option<(Id, *const ())>>,
    /// The waker for tasks without one of their own.
    spare: Cell<Option<Box<OwnWaker>>>,
    /// Set when the runtime is dropped.
    closed: Cell<bool>,
}

impl EventLoop {
    pub(crate) fn new() -> Self {
        Self {
            scheduler: RefCell::new(Scheduler::new()),
            timers: RefCell::new(Timers::new()),
            clock: Clock::new(),
            remote: Remote::new(),
            current: Cell::new(None),
            spare: Cell::new(None),
            closed: Cell::new(false),
        }
    }

    /// Runs all tasks until `main` has ended. `main` is a task like any other, except that its
    /// future stays with the caller.
    pub(crate) fn block_on<F: Future>(&self, mut main: Pin<&mut F>) -> F::Output {
        let main_id = self.scheduler.borrow_mut().insert(None);
        let _leave = Leave { event_loop: self, main_id };
        loop {
            for _ in 0..POLLS {
                let Some(turn) = self.scheduler.borrow_mut().start() else {
                    break;
                };
                if turn.id != main_id {
                    self.run(turn);
                } else if let Poll::Ready(output) = self.run_main(turn, main.as_mut()) {
                    return output;
                }
            }
            self.open_side_door();
            if self.scheduler.borrow().nothing_is_ready() {
                self.park();
                self.open_side_door();
            }
            self.fire_timers();
        }
    }

    fn run_main<F: Future>(&self, mut turn: Turn, main: Pin<&mut F>) -> Poll<F::Output> {
        let polled = self.poll(turn.id, &mut turn.waker, |cx| main.poll(cx));
        if polled.is_pending() {
            let never_aborted = self.scheduler.borrow_mut().suspend(turn);
            debug_assert!(never_aborted.is_ok(), "nobody has a handle to abort `main` with");
        }
        polled
    }

    fn run(&self, mut turn: Turn) {
        let Some(body) = &mut turn.body else { return };
        let id = turn.id;
        let ended = !turn.aborted
            && self.poll(id, &mut turn.waker, |cx| body.as_mut().poll(id, cx)).is_ready();
        if !ended {
            let suspended = self.scheduler.borrow_mut().suspend(turn);
            let Err(aborted) = suspended else { return };
            turn = aborted;
            self.cancel(&mut turn);
        }
        self.finish(turn);
    }

    /// Calls `poll` with the waker of task `id`: its own, or else the spare one, which becomes its
    /// own if somebody clones it.
    fn poll<R>(
        &self,
        id: Id,
        own: &mut Option<Box<OwnWaker>>,
        poll: impl FnOnce(&mut Context<'_>) -> R,
    ) -> R {
        let is_spare = own.is_none();
        let waker = own.take().or_else(|| self.spare.take());
        let waker = waker.unwrap_or_else(|| Box::new(OwnWaker::new(&self.remote)));
        let mut cx = waker.lend(id);
        self.current.set(Some((id, cx.waker().data())));
        let polled = poll(&mut cx);
        self.current.set(None);
        if is_spare && !waker.is_kept() {
            self.spare.set(Some(waker));
        } else {
            *own = Some(waker);
        }
        polled
    }

    fn cancel(&self, turn: &mut Turn) {
        if let Some(body) = &mut turn.body {
            self.drop_as(turn.id, || body.as_mut().cancel(turn.id));
        }
    }

    fn finish(&self, turn: Turn) {
        let (joiner, unwanted) = self.scheduler.borrow_mut().finish(turn.id, turn.body);
        self.discard(turn.id, unwanted);
        self.notify(joiner);
    }

    /// Drops a result that nobody will ask for, nor for the panic if that is how it ends.
    fn discard(&self, id: Id, body: Option<BoxedBody>) {
        if let Some(body) = body {
            self.drop_as(id, || {
                let _ignored = catch_unwind(AssertUnwindSafe(|| drop(body)));
            });
        }
    }

    /// What is dropped for a task is dropped as that task: `task::id` says so.
    fn drop_as(&self, id: Id, drop: impl FnOnce()) {
        let outer = self.current.replace(Some((id, ptr::null())));
        drop();
        self.current.set(outer);
    }

    /// Wakes the tasks that other threads have woken.
    fn open_side_door(&self) {
        for task in self.remote.take() {
            self.wake(task.arrive());
        }
    }

    /// With nothing to do, waits for the next timer or a wake from another thread. A paused clock
    /// doesn't wait but jumps.
    fn park(&self) {
        let next = self.timers.borrow_mut().next_due(&self.clock);
        match next {
            Some(due) if self.clock.is_paused() => self.clock.jump_to(due),
            Some(due) => thread::park_timeout(due - self.clock.now()),
            None => thread::park(),
        }
    }

    /// Wakes whoever waits for a timer that is due.
    pub(crate) fn fire_timers(&self) {
        if self.timers.borrow().is_empty() {
            return;
        }
        let now = self.clock.now();
        loop {
            let due = self.timers.borrow_mut().take_due(now, &self.clock);
            let Some(due) = due else { return };
            for waiter in due {
                self.notify(waiter);
            }
        }
    }

    fn notify(&self, waiter: Waiter) {
        match waiter {
            Waiter::Task(id) => self.wake(id),
            Waiter::Waker(waker) => waker.wake(),
        }
    }

    /// Drops what tasks are left, in the order in which they were spawned. Results stay for as long
    /// as there are handles to ask for them.
    pub(crate) fn shut_down(&self) {
        self.closed.set(true);
        let left = self.scheduler.borrow().unfinished();
        for id in left {
            self.end(id);
        }
        self.scheduler.borrow_mut().clear_queue();
        self.remote.close();
    }

    /// Ends a task out of turn.
    fn end(&self, id: Id) {
        let turn = self.scheduler.borrow_mut().take(id);
        if let Some(mut turn) = turn {
            self.cancel(&mut turn);
            self.finish(turn);
        }
    }
}

/// What tasks, handles and timers ask of their event loop.
impl EventLoop {
    pub(crate) fn spawn<F>(self: Rc<Self>, future: F) -> JoinHandle<F::Output>
    where
        F: Future + 'static,
        F::Output: 'static,
    {
        let id = self.scheduler.borrow_mut().insert(Some(boxed(future)));
        if self.closed.get() {
            self.end(id);
        }
        JoinHandle::new(self, id)
    }

    pub(crate) fn wake(&self, id: Id) {
        self.scheduler.borrow_mut().wake(id);
    }

    pub(crate) fn abort(&self, id: Id) {
        self.scheduler.borrow_mut().abort(id);
    }

    pub(crate) fn is_finished(&self, id: Id) -> bool {
        self.scheduler.borrow().is_finished(id)
    }

    /// The body of a task that has finished; until then, `cx` is woken when it has.
    pub(crate) fn join(&self, id: Id, cx: &Context<'_>) -> Poll<BoxedBody> {
        let finished = self.scheduler.borrow_mut().join(id);
        if let Some(body) = finished {
            return Poll::Ready(body);
        }
        let joiner = self.waiter(cx);
        let replaced = self.scheduler.borrow_mut().set_joiner(id, joiner);
        drop(replaced);
        Poll::Pending
    }

    pub(crate) fn detach(&self, id: Id) {
        let (unwanted, joiner) = self.scheduler.borrow_mut().detach(id);
        self.discard(id, unwanted);
        drop(joiner);
    }

    /// Whoever is polled with `cx`.
    pub(crate) fn waiter(&self, cx: &Context<'_>) -> Waiter {
        match self.current.get() {
            Some((id, data)) if ptr::eq(data, cx.waker().data()) => Waiter::Task(id),
            _ => Waiter::Waker(cx.waker().clone()),
        }
    }

    /// The id of the task that runs.
    pub(crate) fn current(&self) -> Option<Id> {
        self.current.get().map(|(id, _)| id)
    }

    /// Whether `remote` is this event loop's side door.
    pub(crate) fn is_reached_by(&self, remote: &Arc<Remote>) -> bool {
        Arc::ptr_eq(&self.remote, remote)
    }
}

/// Takes `main` out of the loop when `block_on` is left, be it by a panic.
struct Leave<'a> {
    event_loop: &'a EventLoop,
    main_id: Id,
}

impl Drop for Leave<'_> {
    fn drop(&mut self) {
        self.event_loop.current.set(None);
        self.event_loop.scheduler.borrow_mut().remove(self.main_id);
    }
}
