//! What the lanes say of an event, in a few words.

use recorder::event::{By, Kind, On, Stop, Why};

use super::grid::Mark;
use crate::names::Names;
use crate::record::Record;
use crate::replay::Step;
use crate::state::TaskState;
use crate::units::{duration, thousands, time};

/// The phrases of one record.
pub(crate) struct Phrases<'a>(Names<'a>);

impl<'a> Phrases<'a> {
    pub(crate) fn new(record: &'a Record) -> Self {
        Self(Names::new(record))
    }

    /// The name of a task.
    pub(crate) fn name(&self, task: usize) -> &str {
        self.0.task(task)
    }

    /// What keeps a waker.
    pub(crate) fn holder(&self, wait: Option<usize>) -> String {
        match wait.and_then(|wait| self.0.wait(wait)) {
            Some(on) if on.deadline().is_some() => "the timer".to_owned(),
            Some(On::Join { task }) => format!("{}'s handle", self.0.task(*task)),
            Some(On::Lock) => "the lock".to_owned(),
            Some(On::Permit) => "the semaphore".to_owned(),
            Some(On::Notification) => "the notification".to_owned(),
            Some(On::Receive | On::Send | On::Change) => "the channel".to_owned(),
            Some(On::Socket { .. }) => "the reactor".to_owned(),
            Some(_) => "the event loop".to_owned(),
            None => "the program".to_owned(),
        }
    }

    /// Why a task is polled.
    pub(crate) fn reason(&self, step: &Step, why: &Why) -> String {
        let Why::Woken { by, wait } = why else {
            return if *why == Why::New { "new".to_owned() } else { String::new() };
        };
        // The waking loop keeps the timer of a sleep that was dropped.
        let wait = wait.filter(|wait| step.state.waits.contains_key(wait));
        match (by, wait.and_then(|wait| self.0.wait(wait))) {
            (By::Timer, Some(On::Timeout { .. })) => "woken: the time limit is over".to_owned(),
            (By::Timer, Some(on)) => format!("woken: {} is over", self.0.on(on)),
            (By::Timer, None) => "woken by a timer".to_owned(),
            (By::Socket, Some(On::Socket { socket, .. })) => {
                format!("woken: socket {socket} is ready")
            }
            (By::Socket | By::Loop, _) => "woken by the loop".to_owned(),
            (By::Thread(thread), _) => format!("woken by the thread {thread}"),
            (By::Task(task), _) if Some(*task) == step.event.task => "woken by itself".to_owned(),
            (By::Task(task), Some(On::Join { task: ended })) if task == ended => {
                format!("woken: {} has ended", self.0.task(*task))
            }
            (By::Task(task), _) => format!("woken by {}", self.0.task(*task)),
        }
    }

    /// What an event within a poll is, unless that needs no words. `unwoken`: the loop polls every
    /// task. A task that was woken has said why.
    pub(super) fn within(&self, step: &Step, unwoken: bool) -> Option<String> {
        let name = || self.0.task(step.event.task.unwrap_or_default());
        Some(match &step.event.kind {
            Kind::Printed { text } => text.clone(),
            Kind::Spawned { sleep_until: Some(_), .. } => "spawns its sleep".to_owned(),
            Kind::Spawned { .. } => format!("spawns {}", name()),
            Kind::Woken { by: By::Task(by), .. } if step.event.task == Some(*by) => {
                "wakes itself".to_owned()
            }
            Kind::Woken { by: By::Task(_), .. } => format!("wakes {}", name()),
            Kind::Woken { by: By::Thread(thread), .. } => {
                format!("the thread {thread} wakes {}", name())
            }
            Kind::AbortRequested { .. } => format!("aborts {}", name()),
            Kind::Resolved { wait } if unwoken => self.is_over(*wait, step.event.time),
            Kind::Stopped { .. } => "this poll never returned".to_owned(),
            Kind::Moved { socket, to, bytes } => {
                let unit = if *bytes == 1 { "byte" } else { "bytes" };
                let verb = to.verb().split(' ').next().unwrap_or_default();
                format!("{verb}s {bytes} {unit}, socket {socket}")
            }
            Kind::Cancelled { wait } => format!("drops {}", self.wait(*wait)),
            _ => return None,
        })
    }

    /// How a poll ends.
    pub(super) fn ending(&self, step: &Step) -> Option<(Mark, String)> {
        let state = &step.state;
        let task = step.event.task?;
        Some(match &step.event.kind {
            Kind::Ready => (Mark::Ended, "ended".to_owned()),
            Kind::Panicked { message } => (Mark::Broken, format!("panics: {message}")),
            Kind::Pending { .. } if state.tasks[task].sleep_until.is_some() => {
                (Mark::Pending, "not yet".to_owned())
            }
            Kind::Pending { on, left } if !on.is_empty() || !left.is_empty() => {
                let list = |waits: &[usize]| -> String {
                    waits.iter().map(|&wait| self.wait(wait)).collect::<Vec<_>>().join(" and ")
                };
                let left = match &left[..] {
                    [] => String::new(),
                    [wait] => format!("{} is not polled", self.wait(*wait)),
                    left => format!("{} are not polled", list(left)),
                };
                let on = if on.is_empty() {
                    "pending".to_owned()
                } else {
                    format!("awaits {}", list(on))
                };
                let parts = [on, left].into_iter().filter(|part| !part.is_empty());
                (Mark::Pending, parts.collect::<Vec<_>>().join("; "))
            }
            Kind::Pending { .. } => {
                let has_waker = state.wakers.iter().any(|kept| kept.task == task);
                let is_lost = state.tasks[task].state == TaskState::Idle && !has_waker;
                let text = if is_lost { "waits, and nothing has its waker" } else { "pending" };
                (Mark::Pending, text.to_owned())
            }
            _ => return None,
        })
    }

    /// An event outside of all polls: in the lane of a task, with its mark, or across all lanes.
    pub(super) fn outside(&self, step: &Step) -> Option<Outside> {
        let task = step.event.task.unwrap_or_default();
        let name = || self.0.task(task);
        Some(match &step.event.kind {
            Kind::Woken { by: By::Task(by), .. } => {
                Outside::Lane(*by, Mark::None, format!("wakes {}", name()))
            }
            Kind::Dropped { aborted } => {
                let why = if *aborted { "aborted" } else { "the loop has ended" };
                Outside::Lane(task, Mark::Broken, format!("dropped: {why}"))
            }
            Kind::Woken { by: By::Thread(thread), .. } => {
                Outside::Note(format!("the thread {thread} wakes {}", name()))
            }
            Kind::Printed { text } => Outside::Note(format!("the program prints: {text}")),
            Kind::Parked { until } => Outside::Note(match until {
                Some(until) if *until <= step.event.time => {
                    "no task is ready: the thread parks until the clock's next tick".to_owned()
                }
                Some(until) => {
                    format!("no task is ready: the thread parks until {}", time(*until))
                }
                None => "no task is ready: the thread parks until a waker is called".to_owned(),
            }),
            Kind::Stuck => {
                let waits = self.0.stuck(&step.state).into_iter();
                let waits = waits.map(|(task, wait)| format!("{} {wait}", self.0.task(task)));
                let mut notes = vec!["nothing can wake a task: the run is stuck".to_owned()];
                notes.extend(waits);
                Outside::Notes(notes)
            }
            Kind::Stopped { why: Stop::Spins } => Outside::Note(
                "woken and polled again and again, and nothing comes of it: the recorder ends the run"
                    .to_owned(),
            ),
            Kind::Stopped { .. } => {
                Outside::Note("the recorder ends the run: it went on for too long".to_owned())
            }
            Kind::Exited { code: Some(101) } => {
                Outside::Note("the panic ends the program".to_owned())
            }
            _ => return None,
        })
    }

    pub(crate) fn wait(&self, wait: usize) -> String {
        self.0.thing(wait)
    }

    pub(crate) fn is_over(&self, wait: usize, now: u64) -> String {
        match self.0.wait(wait) {
            Some(On::Sleep { duration: length, until }) => match now.saturating_sub(*until) {
                // Less than a millisecond is only the time that the clock took.
                0..1000 => format!("sleep({}) is over", duration(*length)),
                late => format!("sleep({}) is over, {} late", duration(*length), duration(late)),
            },
            Some(On::Timeout { .. }) => "the future is ready, or its time is up".to_owned(),
            Some(On::Join { task }) => format!("{} has ended", self.0.task(*task)),
            Some(On::Receive) => "the channel has a message, or is closed".to_owned(),
            Some(On::Send) => "the channel has room, or is closed".to_owned(),
            Some(On::Tick { period, .. }) => format!("a tick every {} is due", duration(*period)),
            Some(On::Lock) => "the lock is its own".to_owned(),
            Some(On::Permit) => "a permit is free, or the semaphore is closed".to_owned(),
            Some(On::Notification) => "it was notified".to_owned(),
            Some(On::Change) => "there is a new value, or the sender is gone".to_owned(),
            Some(On::Socket { socket, to }) => format!("it could {} socket {socket}", to.verb()),
            Some(On::Yield) => "the other tasks were polled".to_owned(),
            None => "what it waited for is over".to_owned(),
        }
    }
}

/// Where an event outside of all polls is shown.
pub(super) enum Outside {
    /// In the lane of this task.
    Lane(usize, Mark, String),
    /// Across all lanes.
    Note(String),
    /// Several of these.
    Notes(Vec<String>),
}

/// What stands for many polls of a task.
pub(super) fn repeated(times: u64) -> String {
    format!("polled {} more times, pending each time", thousands(times))
}
