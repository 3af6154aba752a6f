//! The state of a run after each of its events: what every view shows, and what the tests check.

use std::collections::{BTreeMap, VecDeque};

use recorder::event::{By, Effect, Event, Kind, On, Position, Why};
use recorder::on::Loop;
use serde::Serialize;

use crate::record::Record;
use crate::words::{Words, time};

/// The state of a run between two events.
#[derive(Clone, Debug, Serialize)]
pub struct State {
    /// The time of the last event.
    pub time: u64,
    /// The tasks, by number.
    pub tasks: Vec<Task>,
    /// The tasks that are scheduled, first the one to be polled next. Tokio polls `main` before
    /// all others; it isn't in its queue, and not in this one.
    pub ready: VecDeque<usize>,
    /// What is waited for, by number.
    pub waits: BTreeMap<usize, Wait>,
    /// What has a clone of a task's waker.
    pub wakers: Vec<Kept>,
    /// What the thread does.
    pub thread: Thread,
    /// The number of printed lines.
    pub printed: usize,
    #[serde(skip)]
    on: Loop,
}

/// A task, as far as it has come.
#[derive(Clone, Debug, Serialize)]
pub struct Task {
    /// Its name.
    pub name: String,
    /// Its state.
    pub state: TaskState,
    /// The numbers of what it waits for. Empty while it is scheduled, unless the loop polls it anyway.
    pub on: Vec<usize>,
    /// Where in the source it is: the `.await` that is pending, or the call that spawned it.
    pub at: Option<Position>,
    /// How often it was polled.
    pub polls: u64,
    /// How often its waker was called.
    pub wakes: u64,
    /// The deadline, if it is the task of a sleep.
    pub sleep_until: Option<u64>,
    /// Whether its future is to be dropped where it would be polled next.
    pub aborted: bool,
}

/// The state of a task. The words are tokio's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// In the ready queue.
    Scheduled,
    /// The loop polls it.
    Running,
    /// Running, and woken already.
    Notified,
    /// It waits to be woken.
    Idle,
    /// It has ended.
    Complete,
    /// It has panicked.
    Panicked,
    /// Its future was dropped unfinished.
    Dropped,
}

impl TaskState {
    /// Whether the task has ended, in whichever way.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Complete | Self::Panicked | Self::Dropped)
    }
}

/// Something that a task waits for.
#[derive(Clone, Debug, Serialize)]
pub struct Wait {
    /// The task.
    pub task: usize,
    /// What it is.
    pub on: On,
    /// Where it is awaited.
    pub at: Option<Position>,
    /// Whether it was a timer that has fired, so that the loop no longer has it.
    pub fired: bool,
}

/// A clone of the waker of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Kept {
    /// The task.
    pub task: usize,
    /// What keeps it; `None`: the program's own code.
    pub wait: Option<usize>,
}

/// What the thread of the event loop does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Thread {
    /// It runs the loop, or what is outside of it.
    Loop,
    /// It polls this task.
    Polls(usize),
    /// It waits, until this time at the latest.
    Parked(Option<u64>),
    /// The program has ended.
    Ended,
}

impl State {
    /// The state before the first event.
    pub fn new(record: &Record) -> Self {
        Self {
            time: 0,
            tasks: Vec::new(),
            ready: VecDeque::new(),
            waits: BTreeMap::new(),
            wakers: Vec::new(),
            thread: Thread::Loop,
            printed: 0,
            on: record.header.on,
        }
    }

    /// The pending timers: the waits that have a deadline and haven't fired, by deadline.
    pub fn timers(&self) -> Vec<(u64, usize)> {
        let deadline = |(&number, wait): (&usize, &Wait)| match wait.on {
            _ if wait.fired => None,
            On::Sleep { until, .. } | On::Timeout { until, .. } => Some((until, number)),
            _ => None,
        };
        let mut timers: Vec<_> = self.waits.iter().filter_map(deadline).collect();
        timers.sort_unstable();
        timers
    }

    /// Whether the loop has `task` in its ready queue when it is scheduled.
    fn queues(&self, task: usize) -> bool {
        self.on != Loop::Tokio || task != 0
    }

    fn schedule(&mut self, task: usize) {
        self.set_scheduled(task);
        if self.queues(task) {
            self.ready.push_back(task);
        }
    }

    fn set_scheduled(&mut self, task: usize) {
        self.tasks[task].state = TaskState::Scheduled;
        if !self.on.polls_all() {
            self.tasks[task].on.clear();
        }
    }

    /// Takes `task` out of the queue, where it may be once more.
    fn next(&mut self, task: usize) -> TaskState {
        if let Some(place) = self.ready.iter().position(|&scheduled| scheduled == task) {
            self.ready.remove(place);
        }
        if self.ready.contains(&task) { TaskState::Notified } else { TaskState::Running }
    }

    fn unschedule(&mut self, task: usize) {
        self.ready.retain(|&scheduled| scheduled != task);
    }

    fn end(&mut self, task: usize, state: TaskState) {
        self.unschedule(task);
        self.tasks[task].state = state;
        self.tasks[task].on.clear();
        if self.thread == Thread::Polls(task) {
            self.thread = Thread::Loop;
        }
    }

    /// Goes on to the state after `event`.
    pub fn apply(&mut self, event: &Event) {
        self.time = event.time;
        match (event.task, &event.kind) {
            (Some(task), Kind::Spawned { name, at, sleep_until, .. }) => {
                debug_assert_eq!(task, self.tasks.len(), "tasks are numbered in order");
                self.tasks.push(Task {
                    name: name.clone(),
                    state: TaskState::Scheduled,
                    on: Vec::new(),
                    at: at.clone(),
                    polls: 0,
                    wakes: 0,
                    sleep_until: *sleep_until,
                    aborted: false,
                });
                self.schedule(task);
            }
            (Some(task), Kind::Polled { .. }) => {
                self.tasks[task].state = self.next(task);
                self.tasks[task].polls += 1;
                self.thread = Thread::Polls(task);
            }
            (Some(task), Kind::Awaits { wait, on, at }) => {
                if at.is_some() {
                    self.tasks[task].at.clone_from(at);
                }
                self.waits
                    .insert(*wait, Wait { task, on: on.clone(), at: at.clone(), fired: false });
            }
            (Some(_), Kind::Resolved { wait } | Kind::Cancelled { wait }) => {
                let wait = *wait;
                self.waits.remove(&wait);
                self.tasks.iter_mut().for_each(|task| task.on.retain(|&on| on != wait));
            }
            (Some(task), Kind::WakerKept { wait }) => {
                self.wakers.push(Kept { task, wait: *wait });
            }
            (Some(task), Kind::WakerDropped { wait }) => {
                let kept = Kept { task, wait: *wait };
                self.wakers.retain(|&other| other != kept);
            }
            (Some(task), Kind::Woken { by, wait, effect }) => {
                self.tasks[task].wakes += 1;
                let wait =
                    wait.filter(|_| *by == By::Timer).and_then(|wait| self.waits.get_mut(&wait));
                if let Some(timer) = wait {
                    timer.fired = true;
                }
                match effect {
                    // Woken while it runs, a task of the waking loop is in the queue at once.
                    Effect::Scheduled if self.thread == Thread::Polls(task) => {
                        self.ready.push_back(task);
                        self.tasks[task].state = TaskState::Notified;
                    }
                    Effect::Scheduled => self.schedule(task),
                    Effect::QueuedAgain => self.ready.push_back(task),
                    Effect::WhileRunning => self.tasks[task].state = TaskState::Notified,
                    Effect::AlreadyScheduled | Effect::AfterEnd => {}
                }
            }
            (Some(task), Kind::Pending { on }) => {
                self.tasks[task].on.clone_from(on);
                let place = on.iter().find_map(|wait| self.waits.get(wait)?.at.clone());
                if place.is_some() {
                    self.tasks[task].at = place;
                }
                let again = self.tasks[task].state == TaskState::Notified;
                if again && self.ready.contains(&task) {
                    self.set_scheduled(task);
                } else if again || self.tasks[task].aborted || self.on.polls_all() {
                    self.schedule(task);
                } else {
                    self.tasks[task].state = TaskState::Idle;
                }
                self.thread = Thread::Loop;
            }
            (_, Kind::Repeated { polls, until }) => {
                for repeat in polls {
                    self.tasks[repeat.task].polls += repeat.times;
                }
                // The round has ended where the polls are one less.
                let most = polls.iter().map(|repeat| repeat.times).max();
                let more = polls.iter().filter(|repeat| Some(repeat.times) == most).count();
                if more < polls.len() {
                    self.ready.rotate_left(more.min(self.ready.len()));
                }
                self.time = *until;
            }
            (_, Kind::Printed { .. }) => self.printed += 1,
            (Some(task), Kind::Ready) => self.end(task, TaskState::Complete),
            (Some(task), Kind::Panicked { .. }) => self.end(task, TaskState::Panicked),
            (Some(task), Kind::Dropped { .. }) => self.end(task, TaskState::Dropped),
            (Some(task), Kind::AbortRequested { .. }) => {
                self.tasks[task].aborted = true;
                if self.tasks[task].state == TaskState::Idle {
                    self.schedule(task);
                }
            }
            (_, Kind::Parked { until }) => self.thread = Thread::Parked(*until),
            (_, Kind::Unparked { .. }) => self.thread = Thread::Loop,
            (_, Kind::Stuck | Kind::Stopped | Kind::Exited { .. }) => self.thread = Thread::Ended,
            _ => {}
        }
    }

    /// What `event`, the next one, is and why it happens, in a sentence.
    pub fn sentence(&self, event: &Event) -> String {
        let words = Words(self);
        let task = event.task.map(|task| words.task(task)).unwrap_or_default();
        match &event.kind {
            Kind::Spawned { name, by: Some(by), sleep_until: Some(until), .. } => format!(
                "The sleep of {} spawns a task, {name}, which reads the clock until {}.",
                words.task(*by),
                time(*until)
            ),
            Kind::Spawned { name, by: Some(by), .. } => format!(
                "{} spawns {name}: a new task, at the back of the ready queue.",
                words.task(*by)
            ),
            Kind::Spawned { name, .. } => format!("{name} becomes a task, ready to be polled."),
            Kind::Polled { why } => {
                let why = match why {
                    Why::New => "it is new".to_owned(),
                    Why::Round if self.on == Loop::Generators => {
                        "this loop polls every task, round after round".to_owned()
                    }
                    Why::Round => "this loop polls every task, woken or not".to_owned(),
                    Why::Woken { by, wait } => words.woken_by(by, *wait, event.task),
                    Why::Unscheduled => "no reason is known".to_owned(),
                };
                format!("The loop polls {task}: {why}.")
            }
            Kind::Awaits { on, .. } => format!("{task} awaits {}.", words.awaited(on)),
            Kind::Resolved { wait } => {
                format!("{task} goes on: {}.", words.is_over(*wait, event.time))
            }
            Kind::Cancelled { wait } => {
                format!("{task} no longer waits for {}.", words.wait(Some(*wait)))
            }
            Kind::WakerKept { wait } => {
                format!("{} keeps a clone of {task}'s waker.", words.keeper(*wait))
            }
            Kind::WakerDropped { wait } => {
                format!("{} drops its clone of {task}'s waker.", words.keeper(*wait))
            }
            Kind::Woken { by, wait, effect } => {
                let effect = match effect {
                    Effect::Scheduled => "goes into the ready queue",
                    Effect::AlreadyScheduled => "is there already, so nothing changes",
                    Effect::QueuedAgain => "is in the ready queue once more",
                    Effect::WhileRunning => "is to be polled again after this poll",
                    Effect::AfterEnd => "has ended, so nothing changes",
                };
                format!("{}, so {task} is woken: it {effect}.", words.cause(by, *wait, event.task))
            }
            Kind::Pending { on } => words.pending(event.task.unwrap_or_default(), on),
            Kind::Repeated { polls, .. } => words.repeated(polls),
            Kind::Printed { text } if event.task.is_some() => format!("{task} prints “{text}”."),
            Kind::Printed { text } => format!("The program prints “{text}”."),
            Kind::Ready => format!("The poll is ready: {task} has ended."),
            Kind::Panicked { message } => format!("{task} panics: {message}."),
            Kind::AbortRequested { by } => {
                let by = by.map_or("The program".to_owned(), |by| words.task(by));
                format!("{by} aborts {task}: its future is dropped where it would be polled next.")
            }
            Kind::Dropped { aborted: true } => {
                format!("The future of {task} is dropped: it was aborted.")
            }
            Kind::Dropped { .. } => {
                format!("The future of {task} is dropped unfinished: the loop has ended.")
            }
            Kind::Parked { until: Some(until) } if *until <= event.time => {
                "No task is ready, so the thread parks until the clock's next tick.".to_owned()
            }
            Kind::Parked { until: Some(until) } => format!(
                "No task is ready, so the thread parks until the next deadline, {}.",
                time(*until)
            ),
            Kind::Parked { until: None } => {
                "No task is ready and no timer is set, so the thread parks until a waker is called."
                    .to_owned()
            }
            Kind::Unparked { by: By::Timer } => {
                "The deadline has passed, so the thread goes on.".to_owned()
            }
            Kind::Unparked { by: By::Thread(name) } => {
                format!("The thread {name} calls a waker, so this thread goes on.")
            }
            Kind::Unparked { .. } => "The thread goes on.".to_owned(),
            Kind::ClockPaused => {
                "The program simulates the clock: from here on nothing waits for real.".to_owned()
            }
            Kind::Stuck => {
                "No waker is left that could wake a task: the thread would wait for ever."
                    .to_owned()
            }
            Kind::Stopped => "The recorder ends the program: it went on for too long.".to_owned(),
            Kind::Exited { code: Some(0) } => "The program has ended.".to_owned(),
            Kind::Exited { code: Some(code) } => {
                format!("The program has ended with exit code {code}.")
            }
            Kind::Exited { code: None } => "The program was ended.".to_owned(),
        }
    }
}

/// An event, its sentence, and the state after it.
#[derive(Clone, Debug, Serialize)]
pub struct Step {
    /// The event.
    #[serde(flatten)]
    pub event: Event,
    /// What happens and why.
    pub sentence: String,
    /// The state after it.
    pub state: State,
}

/// Every event of `record` with the state after it.
pub fn steps(record: &Record) -> impl Iterator<Item = Step> {
    let mut state = State::new(record);
    record.events.iter().map(move |event| {
        let sentence = state.sentence(event);
        state.apply(event);
        Step { event: event.clone(), sentence, state: state.clone() }
    })
}
