//! What a task waits for, polled with a waker of its own.

use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use pin_project_lite::pin_project;

use crate::event::{On, Position};
use crate::journal::{self, micros};
use crate::on::{Loop, options};
use crate::waker::{self, Label};

pin_project! {
    /// Polls `future`, which may be dropped early, and notes what becomes of it.
    #[must_use = "futures do nothing unless you `.await` or poll them"]
    pub struct Wait<F> {
        #[pin]
        future: F,
        note: Note,
    }
}

/// What is waited for.
#[derive(Clone)]
pub(crate) enum Subject {
    Known(On),
    /// A sleep of the stages' futures: it reads the clock when it is first polled. Known by its
    /// duration and its deadline.
    FromReading(Duration, fn(u64, u64) -> On),
}

struct Note {
    subject: Subject,
    made_at: &'static Location<'static>,
    label: Label,
    /// The task that polled it, and its number.
    known: Option<(usize, usize)>,
    over: bool,
}

impl<F> Wait<F> {
    #[track_caller]
    pub(crate) fn new(subject: Subject, future: F) -> Self {
        let (label, made_at) = (Label::default(), Location::caller());
        Self { future, note: Note { subject, made_at, label, known: None, over: false } }
    }
}

impl<F: Unpin> Wait<F> {
    pub(crate) fn future(&self) -> &F {
        &self.future
    }

    pub(crate) fn future_mut(&mut self) -> &mut F {
        &mut self.future
    }

    /// It is now on something else.
    pub(crate) fn changes(&mut self, on: On) {
        if let Some((task, wait)) = self.note.known
            && !self.note.over
        {
            journal::awaits(task, wait, on.clone(), self.note.position(self.note.made_at));
        }
        self.note.subject = Subject::Known(on);
    }
}

impl<F: Future> Future for Wait<F> {
    type Output = F::Output;

    // The caller is the `.await`, unless a library polls.
    #[track_caller]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let at = Location::caller();
        let this = self.project();
        let Some(task) = journal::current() else { return this.future.poll(cx) };
        let (future, note) = (this.future, this.note);
        let wait = note.poll_starts(task, at);
        let (waker, is_indirect) = if note.asks_for_each_poll() {
            (waker::unlabelled(cx.waker()), false)
        } else {
            let label = note.label.of_wait(cx.waker(), task, wait);
            let is_indirect = label.is_indirect();
            (Waker::from(label), is_indirect)
        };
        let result = future.poll(&mut Context::from_waker(&waker));
        drop(waker);
        note.poll_ended((task, wait), at, result.is_ready(), is_indirect);
        result
    }
}

impl Note {
    /// Whether it is one of the busy loop's own futures. They call the waker in each pending poll
    /// and keep none. The loop polls the task anyway, so none of these calls is worth a note.
    fn asks_for_each_poll(&self) -> bool {
        let own = matches!(
            self.subject,
            Subject::FromReading(..)
                | Subject::Known(On::Join { .. } | On::Sleep { .. } | On::Timeout { .. })
        );
        own && options().on == Loop::Busy
    }

    /// Returns the number of the wait.
    fn poll_starts(&mut self, task: usize, at: &Location<'_>) -> usize {
        if let Some((of, wait)) = &mut self.known {
            // A future that several tasks share is polled by one of them, then by another.
            if *of != task {
                journal::wait_moves(*wait, *of, task);
                *of = task;
            }
            return *wait;
        }
        let wait = journal::new_wait();
        self.known = Some((task, wait));
        if let Subject::Known(on) = &self.subject {
            journal::awaits(task, wait, on.clone(), self.position(at));
        }
        wait
    }

    fn poll_ended(
        &mut self,
        (task, wait): (usize, usize),
        at: &Location<'_>,
        is_ready: bool,
        is_indirect: bool,
    ) {
        if let Subject::FromReading(duration, on) = self.subject {
            let on = on(micros(duration), journal::deadline_after_reading(duration));
            journal::awaits(task, wait, on.clone(), self.position(at));
            // The time limit of a future that is ready at once has no sleep.
            if options().on == Loop::Busy && !is_ready {
                journal::sleep_task_spawned(duration);
            }
            self.subject = Subject::Known(on);
        }
        self.over = is_ready;
        if is_ready {
            // What it still keeps it drops with itself.
            journal::wait_is_over(task, wait, true);
        } else {
            self.label.after_poll();
            journal::wait_is_pending(task, wait, is_indirect);
        }
    }

    fn position(&self, at: &Location<'_>) -> Option<Position> {
        journal::position(at).or_else(|| journal::position(self.made_at))
    }
}

impl Drop for Note {
    /// The future is dropped before its note.
    fn drop(&mut self) {
        if let Some((task, wait)) = self.known
            && !self.over
        {
            journal::wait_is_over(task, wait, false);
        }
    }
}
