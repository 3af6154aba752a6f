//! What the sentences call tasks, waits and causes.

use recorder::event::{By, Effect, On, Why};
use recorder::on::Loop;

use crate::names::Names;
use crate::record::Record;
use crate::state::State;
use crate::units::seconds;

/// The words for one record.
pub(crate) struct Words<'a> {
    names: Names<'a>,
    pub(crate) on: Loop,
}

impl<'a> Words<'a> {
    pub(crate) fn new(record: &'a Record) -> Self {
        Self { names: Names::new(record), on: record.header.on }
    }

    /// A task.
    pub(crate) fn name(&self, task: usize) -> String {
        format!("`{}`", self.names.task(task))
    }

    /// A task, or the program.
    pub(crate) fn actor(&self, task: Option<usize>) -> String {
        task.map_or_else(|| "the program".to_owned(), |task| self.name(task))
    }

    /// The queue of the loop.
    pub(crate) fn queue(&self) -> &'static str {
        if self.on.polls_all() { "queue" } else { "ready queue" }
    }

    /// What becomes of a task that is scheduled.
    pub(crate) fn is_scheduled(&self, task: usize) -> String {
        // Tokio has `main` outside of its queue.
        if self.on == Loop::Tokio && task == 0 {
            "is scheduled, outside of the ready queue".to_owned()
        } else {
            format!("goes to the back of the {}", self.queue())
        }
    }

    /// What a task awaits.
    pub(crate) fn awaited(&self, on: &On) -> String {
        match on {
            On::Sleep { until, .. } => format!("a sleep until {}", seconds(*until)),
            On::Timeout { until, .. } => format!("a timeout at {}", seconds(*until)),
            On::Join { task } => format!("the end of {}", self.name(*task)),
            On::Receive => "a message".to_owned(),
            On::Send => "room in the channel".to_owned(),
            On::Tick { until, .. } => format!("the tick at {}", seconds(*until)),
            On::Lock => "the lock".to_owned(),
            On::Permit => "a permit".to_owned(),
            On::Notification => "a notification".to_owned(),
            On::Change => "a new value".to_owned(),
            On::Socket { socket, to } => format!("a chance to {} socket {socket}", to.verb()),
            On::Yield => "a yield".to_owned(),
        }
    }

    /// What a task has awaited, by the number of the wait.
    pub(crate) fn wait(&self, wait: usize) -> String {
        self.names.wait(wait).map_or_else(|| "something".to_owned(), |on| self.awaited(on))
    }

    /// What comes before a task can go on.
    pub(crate) fn before(&self, wait: usize) -> String {
        match self.names.wait(wait) {
            Some(On::Sleep { until, .. }) => seconds(*until),
            Some(On::Yield) => "its next poll: it lets others go on".to_owned(),
            _ => self.wait(wait),
        }
    }

    /// Why a task goes on.
    pub(crate) fn done(&self, wait: usize) -> String {
        match self.names.wait(wait) {
            Some(On::Sleep { until, .. }) => format!("the sleep until {} is over", seconds(*until)),
            Some(On::Timeout { .. }) => {
                "the future with the timeout is ready, or its time is up".to_owned()
            }
            Some(On::Join { task }) => format!("{} has ended", self.name(*task)),
            Some(On::Receive) => "the channel has a message, or is closed".to_owned(),
            Some(On::Send) => "the channel has room, or is closed".to_owned(),
            Some(On::Tick { until, .. }) => format!("the tick at {} is due", seconds(*until)),
            Some(On::Lock) => "the lock is its own".to_owned(),
            Some(On::Permit) => "a permit is free, or the semaphore is closed".to_owned(),
            Some(On::Notification) => "it was notified".to_owned(),
            Some(On::Change) => "there is a new value, or the sender is gone".to_owned(),
            Some(On::Socket { socket, to }) => format!("it could {} socket {socket}", to.verb()),
            Some(On::Yield) => "other tasks were polled".to_owned(),
            None => "what it awaited is there".to_owned(),
        }
    }

    /// What keeps a waker.
    pub(crate) fn holder(&self, wait: Option<usize>) -> String {
        match wait.and_then(|wait| self.names.wait(wait)) {
            Some(On::Sleep { until, .. } | On::Timeout { until, .. } | On::Tick { until, .. }) => {
                format!("the timer of {}", seconds(*until))
            }
            Some(On::Join { task }) => format!("the join handle of {}", self.name(*task)),
            Some(On::Receive | On::Send | On::Change) => "the channel".to_owned(),
            Some(On::Socket { .. }) => "the reactor".to_owned(),
            Some(On::Lock) => "the lock".to_owned(),
            Some(On::Permit) => "the semaphore".to_owned(),
            Some(On::Notification) => "the `Notify`".to_owned(),
            Some(On::Yield) => "the event loop".to_owned(),
            None => "the program's own code".to_owned(),
        }
    }

    /// Whether the end of `by` calls the waker that `wait` keeps.
    pub(crate) fn is_join(&self, by: usize, wait: Option<usize>) -> bool {
        let on = wait.and_then(|wait| self.names.wait(wait));
        matches!(on, Some(On::Join { task }) if *task == by)
    }

    /// What each unfinished task waits for, and where.
    pub(super) fn stuck(&self, state: &State) -> String {
        let waits = self.names.stuck(state).into_iter();
        list(
            &waits.map(|(task, wait)| format!("{} {wait}", self.name(task))).collect::<Vec<_>>(),
            "and",
        )
    }

    /// What wakes `task`.
    pub(crate) fn waker(&self, by: &By, task: Option<usize>) -> String {
        match by {
            By::Timer => "its timer".to_owned(),
            By::Socket => "the reactor".to_owned(),
            By::Loop => "the event loop".to_owned(),
            By::Task(by) if Some(*by) == task => "it".to_owned(),
            By::Task(by) => self.name(*by),
            By::Thread(name) => format!("the thread `{name}`"),
        }
    }

    /// Why `task` is polled.
    pub(crate) fn why(&self, why: &Why, task: usize, state: &State) -> String {
        match why {
            Why::New => "it is new".to_owned(),
            Why::Round => "this loop polls every task, round after round".to_owned(),
            Why::Woken { by: By::Task(by), .. } if *by == task => "it woke itself".to_owned(),
            Why::Woken { by, .. } => format!("{} woke it", self.waker(by, Some(task))),
            Why::Unscheduled if state.tasks[task].aborted => "it is to be aborted".to_owned(),
            Why::Unscheduled => "no reason is known".to_owned(),
        }
    }

    /// What a wake-up does to `task`, which the sentence calls `name`.
    pub(crate) fn effect(&self, effect: Effect, task: usize, name: &str) -> String {
        match effect {
            Effect::Scheduled => format!("{name} {}", self.is_scheduled(task)),
            Effect::AlreadyScheduled => {
                format!("nothing changes: {name} is in the ready queue already")
            }
            Effect::QueuedAgain => format!("{name} is in the ready queue once more"),
            Effect::WhileRunning => format!("{name} is scheduled again after this poll"),
            Effect::Absorbed => {
                format!("nothing changes: a library is in between, and has woken {name} already")
            }
            Effect::AfterEnd => format!("nothing changes: {name} has ended"),
        }
    }
}

/// `things` as a list: `a, b or c`.
pub(crate) fn list(things: &[String], conjunction: &str) -> String {
    match things {
        [] => String::new(),
        [thing] => thing.clone(),
        [things @ .., last] => format!("{} {conjunction} {last}", things.join(", ")),
    }
}

/// `text` with a capital at its beginning.
pub(crate) fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
