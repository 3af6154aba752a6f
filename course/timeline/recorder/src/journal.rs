//! What is known of the run, and the events as they happen.
//!
//! Every event goes to standard output, between the program's own lines. An event is a frame: a
//! record separator, JSON, a unit separator. In a loop that polls every task, a poll in which
//! nothing happens is a shorter frame: the task and the time.

use std::cell::Cell;
use std::collections::{BTreeSet, VecDeque};
use std::io::{self, Write};
use std::panic::Location;
use std::sync::{Mutex, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Duration;
use std::{mem, process};

use crate::event::{By, Effect, Event, Kind, On, Position, Why};
use crate::on::{Loop, options};
use crate::stages;

/// Begins a frame.
pub const FRAME: char = '\u{1e}';
/// Ends a frame.
pub const FRAME_END: char = '\u{1f}';
/// The frame that closes a poll in which nothing happened. The next such poll closes it as well.
pub const QUIET_END: &str = ".";

/// Both runtimes round deadlines up to the millisecond.
const TICK: u64 = 1000;

static JOURNAL: Mutex<Journal> = Mutex::new(Journal::new());

thread_local! {
    /// The task that this thread polls.
    static CURRENT: Cell<Option<usize>> = const { Cell::new(None) };
}

struct Journal {
    tasks: Vec<Task>,
    waits: Vec<Wait>,
    /// The ready queue of the busy loop, helpers included.
    queue: VecDeque<usize>,
    quiet: Quiet,
    /// Set while the event loop runs.
    running: Option<ThreadId>,
    main_ended: bool,
    parked: bool,
    closed: bool,
    /// Where time begins, on a clock that counts from elsewhere.
    base: Option<Instant>,
    /// The last reading of the stages' clock, and the first since it is simulated: until then it is
    /// real, so the simulated time begins anywhere.
    reading: Duration,
    first_reading: Option<Duration>,
    last: u64,
}

#[derive(Clone, Copy)]
enum Instant {
    Jacobio(jacobio::time::Instant),
    Tokio(tokio::time::Instant),
}

struct Task {
    name: String,
    state: State,
    /// Why it is in the ready queue more than once.
    again: VecDeque<Why>,
    /// What it waits for.
    on: BTreeSet<usize>,
    /// What its last `pending` event says.
    said: Option<BTreeSet<usize>>,
    /// When a helper ends.
    deadline: Option<Duration>,
    abort_requested: bool,
    /// Whether the program's own code keeps a waker.
    kept: bool,
}

enum State {
    Scheduled(Why),
    Running { woken: Option<Why> },
    Idle,
    Ended,
}

struct Wait {
    on: On,
    pending: bool,
    kept: bool,
}

/// A poll in which nothing happened so far.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quiet {
    No,
    Open,
    Ended,
}

/// Changes the journal, if there is one.
fn with<R>(change: impl FnOnce(&mut Journal) -> R) -> Option<R> {
    if !options().record {
        return None;
    }
    let mut journal = JOURNAL.lock().unwrap_or_else(PoisonError::into_inner);
    (!journal.closed).then(|| change(&mut journal))
}

/// The task that this thread polls.
pub(crate) fn current() -> Option<usize> {
    CURRENT.get()
}

/// The event loop starts.
pub(crate) fn loop_starts() {
    with(|journal| {
        journal.running = Some(thread::current().id());
        journal.main_ended = false;
        if !options().simulate {
            journal.base = journal.base.or_else(instant);
        }
    });
}

/// The event loop has returned.
pub(crate) fn loop_ended() {
    with(|journal| {
        journal.now();
        journal.running = None;
    });
}

/// The program has paused the clock.
pub(crate) fn clock_paused() {
    with(|journal| {
        journal.base = instant();
        journal.first_reading = None;
        journal.emit(CURRENT.get(), Kind::ClockPaused);
    });
}

/// The program has read the stages' clock.
pub(crate) fn program_read_clock(now: Duration) {
    with(|journal| journal.read(now));
}

/// The stages' clock was read by a loop or a sleep of theirs. Outside of all tasks that program knows, the busy loop has polled
/// the task of a sleep, which does nothing but that.
pub(crate) fn clock_was_read(now: Duration) {
    with(|journal| {
        journal.read(now);
        if options().on == Loop::Busy && journal.running.is_some() && CURRENT.get().is_none() {
            journal.helper_was_polled(now);
        }
    });
}

/// The time of the run.
pub(crate) fn microseconds() -> u64 {
    with(Journal::now).unwrap_or_default()
}

/// The clock of jacobio or tokio.
fn instant() -> Option<Instant> {
    match options().on {
        Loop::Jacobio => Some(Instant::Jacobio(jacobio::time::Instant::now())),
        Loop::Tokio => Some(Instant::Tokio(tokio::time::Instant::now())),
        _ => None,
    }
}

/// The waking loop is about to wait, if nothing is ready.
pub(crate) fn waking_waits(timeout: Duration) {
    ended_or_stuck(with(|journal| {
        let until = journal.time_read().checked_add(timeout).map(micros);
        journal.park(until)
    }));
}

/// A deadline of jacobio's, in microseconds.
pub(crate) fn jacobio_deadline(at: jacobio::time::Instant) -> u64 {
    let since = |base| match base {
        Some(Instant::Jacobio(base)) => at.duration_since(base),
        _ => Duration::ZERO,
    };
    with(|journal| micros(since(journal.base))).unwrap_or_default()
}

/// A deadline of tokio's, in microseconds.
pub(crate) fn tokio_deadline(at: tokio::time::Instant) -> u64 {
    let since = |base| match base {
        Some(Instant::Tokio(base)) => at.duration_since(base),
        _ => Duration::ZERO,
    };
    with(|journal| micros(since(journal.base))).unwrap_or_default()
}

pub(crate) fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}

/// A new task is in the ready queue. Returns its number; `None` if the run isn't recorded.
pub(crate) fn spawned(name: &str, at: Option<&Location<'_>>) -> Option<usize> {
    with(|journal| journal.spawn(name, None, at.and_then(position)))
}

/// The busy loop's sleep has spawned a task of its own.
pub(crate) fn helper_spawned(duration: Duration) {
    with(|journal| {
        let end = journal.reading.saturating_add(duration);
        let task = CURRENT.get().map_or("main", |task| &journal.tasks[task].name);
        journal.spawn(&format!("{task}'s sleep"), Some(end), None);
    });
}

/// The loop begins to poll `task`. Returns the task that was polled before.
pub(crate) fn poll_starts(task: usize) -> Option<usize> {
    with(|journal| journal.poll_starts(task));
    CURRENT.replace(Some(task))
}

/// The poll of `task` has ended.
pub(crate) fn poll_ended(task: usize, is_ready: bool, previous: Option<usize>) {
    CURRENT.set(previous);
    ended_or_stuck(with(|journal| {
        if is_ready {
            journal.end(task, Kind::Ready)
        } else {
            journal.pending(task);
            journal.settle(None)
        }
    }));
}

/// The poll of `task` has panicked.
pub(crate) fn poll_panicked(task: usize, message: String, previous: Option<usize>) {
    CURRENT.set(previous);
    ended_or_stuck(with(|journal| journal.end(task, Kind::Panicked { message })));
}

/// The future of `task` was dropped.
pub(crate) fn dropped(task: usize) {
    ended_or_stuck(with(|journal| {
        if matches!(journal.tasks[task].state, State::Ended) {
            return false;
        }
        let aborted = journal.tasks[task].abort_requested;
        journal.end(task, Kind::Dropped { aborted })
    }));
}

/// A thread that nothing can wake would wait for ever.
fn ended_or_stuck(stuck: Option<bool>) {
    if stuck == Some(true) {
        process::exit(0);
    }
}

/// The program asks for `task` to end.
pub(crate) fn abort_requested(task: usize) {
    with(|journal| {
        if matches!(journal.tasks[task].state, State::Ended) {
            return;
        }
        journal.emit(Some(task), Kind::AbortRequested { by: CURRENT.get() });
        let record = &mut journal.tasks[task];
        record.abort_requested = true;
        if matches!(record.state, State::Idle) {
            record.state = State::Scheduled(Why::Unscheduled);
        }
    });
}

/// Returns the number of a wait that is about to be polled for the first time.
pub(crate) fn new_wait() -> usize {
    let number = with(|journal| {
        journal.waits.push(Wait { on: On::Yield, pending: false, kept: false });
        journal.waits.len() - 1
    });
    number.unwrap_or_default()
}

/// Says what `wait` is on.
pub(crate) fn awaits(task: usize, wait: usize, on: On, at: Option<Position>) {
    with(|journal| {
        journal.waits[wait].on = on.clone();
        journal.emit(Some(task), Kind::Awaits { wait, on, at });
    });
}

/// A deadline `duration` after the last reading of the stages' clock.
pub(crate) fn deadline_after_reading(duration: Duration) -> u64 {
    with(|journal| micros(journal.time_read().saturating_add(duration))).unwrap_or_default()
}

/// `wait` is pending.
pub(crate) fn wait_is_pending(task: usize, wait: usize) {
    with(|journal| {
        journal.waits[wait].pending = true;
        journal.tasks[task].on.insert(wait);
    });
}

/// `wait` is over.
pub(crate) fn wait_is_over(task: usize, wait: usize, resolved: bool) {
    with(|journal| {
        journal.waits[wait].pending = false;
        journal.tasks[task].on.remove(&wait);
        let kind = if resolved { Kind::Resolved { wait } } else { Kind::Cancelled { wait } };
        journal.emit(Some(task), kind);
    });
}

/// A clone of the waker of `task` was kept.
pub(crate) fn waker_kept(task: usize, wait: Option<usize>) {
    with(|journal| {
        journal.set_kept(task, wait, true);
        journal.emit(Some(task), Kind::WakerKept { wait });
    });
}

/// What was kept is dropped.
pub(crate) fn waker_dropped(task: usize, wait: Option<usize>) {
    with(|journal| {
        journal.set_kept(task, wait, false);
        journal.emit(Some(task), Kind::WakerDropped { wait });
    });
}

/// The waker of `task` is called.
pub(crate) fn woken(task: usize, wait: Option<usize>) {
    with(|journal| journal.woken(task, wait));
}

/// A place in the program. `None` for a place in a library.
pub(crate) fn position(at: &Location<'_>) -> Option<Position> {
    let file = at.file().replace('\\', "/");
    let in_a_library =
        file.starts_with('/') || file.contains(':') || file.starts_with("course/timeline/recorder");
    // The stages' files are included by a path with `..` in it.
    let mut folders = Vec::new();
    for folder in file.split('/') {
        match folder {
            ".." => folders.truncate(folders.len().saturating_sub(1)),
            _ => folders.push(folder),
        }
    }
    let file = folders.join("/");
    (!in_a_library).then(|| Position { file, line: at.line(), column: at.column() })
}

impl Journal {
    const fn new() -> Self {
        Self {
            tasks: Vec::new(),
            waits: Vec::new(),
            queue: VecDeque::new(),
            quiet: Quiet::No,
            running: None,
            main_ended: false,
            parked: false,
            closed: false,
            base: None,
            reading: Duration::ZERO,
            first_reading: None,
            last: 0,
        }
    }

    /// The time of the run, in microseconds. Never moves the clock.
    fn now(&mut self) -> u64 {
        let here = self.running == Some(thread::current().id());
        let time = match (options().simulate, self.base) {
            // Another thread has another clock, and after the run the clock is gone.
            _ if self.running.is_none() => Duration::ZERO,
            (true, _) if !here => Duration::ZERO,
            (_, Some(Instant::Jacobio(base))) => base.elapsed(),
            (_, Some(Instant::Tokio(base))) => base.elapsed(),
            (true, None) => self.time_read(),
            (false, None) => stages::clock::now(),
        };
        self.last = self.last.max(micros(time));
        self.last
    }

    fn read(&mut self, now: Duration) {
        self.reading = now;
        self.first_reading.get_or_insert(now);
    }

    /// The last reading of the stages' clock, as a time of the run.
    fn time_read(&self) -> Duration {
        match self.first_reading {
            Some(first) if options().simulate => self.reading.saturating_sub(first),
            _ => self.reading,
        }
    }

    fn emit(&mut self, task: Option<usize>, kind: Kind) {
        if self.quiet == Quiet::Ended {
            write(QUIET_END);
        }
        self.quiet = Quiet::No;
        let event = Event { seq: 0, time: self.now(), task, kind };
        write(&serde_json::to_string(&event).expect("an event has no map"));
        // The parent is to see it even if the program hangs from here on.
        let _ = io::stdout().flush();
    }

    fn spawn(&mut self, name: &str, deadline: Option<Duration>, at: Option<Position>) -> usize {
        let task = self.tasks.len();
        let alike = |name: &str| self.tasks.iter().any(|task| task.name == name);
        let numbered = (2..).map(|number| format!("{name} {number}"));
        let mut names = std::iter::once(name.to_owned()).chain(numbered);
        let name = names.find(|name| !alike(name)).expect("there is always another number");
        self.tasks.push(Task {
            name: name.clone(),
            state: State::Scheduled(Why::New),
            again: VecDeque::new(),
            on: BTreeSet::new(),
            said: None,
            deadline,
            abort_requested: false,
            kept: false,
        });
        self.queue.push_back(task);
        let first = self.first_reading.unwrap_or_default();
        let sleep_until = deadline.map(|deadline| micros(deadline.saturating_sub(first)));
        self.emit(Some(task), Kind::Spawned { name, sleep_until, by: CURRENT.get(), at });
        task
    }

    fn poll_starts(&mut self, task: usize) {
        if options().on == Loop::Busy {
            assert_eq!(self.queue.pop_front(), Some(task), "the busy loop's queue is known");
        }
        if mem::take(&mut self.parked) {
            self.emit(None, Kind::Unparked { by: By::Loop });
        }
        let running = State::Running { woken: self.tasks[task].again.pop_front() };
        let why = match mem::replace(&mut self.tasks[task].state, running) {
            State::Scheduled(why) => why,
            _ => Why::Unscheduled,
        };
        if why == Why::Round {
            let now = self.now();
            write(&format!("{task} {now}"));
            self.quiet = Quiet::Open;
        } else {
            self.emit(Some(task), Kind::Polled { why });
        }
    }

    fn pending(&mut self, task: usize) {
        self.queue.push_back(task);
        let record = &mut self.tasks[task];
        let scheduled = match mem::replace(&mut record.state, State::Idle) {
            State::Running { woken: Some(why) } => Some(why),
            _ => record.abort_requested.then_some(Why::Unscheduled),
        };
        if options().on.polls_all() {
            record.state = State::Scheduled(Why::Round);
        } else if let Some(why) = scheduled {
            record.state = State::Scheduled(why);
        }
        let on = Some(record.on.clone());
        if self.quiet == Quiet::Open && record.said == on {
            self.quiet = Quiet::Ended;
        } else {
            record.said.clone_from(&on);
            let on = on.into_iter().flatten().collect();
            self.emit(Some(task), Kind::Pending { on });
        }
    }

    /// Ends a task. Returns whether the run is stuck.
    fn end(&mut self, task: usize, how: Kind) -> bool {
        self.emit(Some(task), how);
        self.tasks[task].state = State::Ended;
        self.main_ended |= task == 0;
        self.settle(Some(task))
    }

    fn helper_was_polled(&mut self, now: Duration) {
        let helper = *self.queue.front().expect("a sleep has a task");
        let deadline = self.tasks[helper].deadline.expect("only a sleep reads the clock");
        self.poll_starts(helper);
        if now < deadline {
            self.pending(helper);
        } else {
            self.end(helper, Kind::Ready);
        }
    }

    fn set_kept(&mut self, task: usize, wait: Option<usize>, kept: bool) {
        match wait {
            Some(wait) => self.waits[wait].kept = kept,
            None => self.tasks[task].kept = kept,
        }
    }

    fn woken(&mut self, task: usize, wait: Option<usize>) {
        let here = self.running.is_none_or(|owner| owner == thread::current().id());
        let by = match wait.map(|wait| &self.waits[wait].on) {
            _ if !here => {
                By::Thread(thread::current().name().unwrap_or("without a name").to_owned())
            }
            _ if CURRENT.get().is_some() => By::Task(CURRENT.get().unwrap_or_default()),
            Some(On::Sleep { .. } | On::Timeout { .. }) => By::Timer,
            Some(On::Join { task }) => By::Task(*task),
            _ => By::Loop,
        };
        if mem::take(&mut self.parked) {
            self.emit(None, Kind::Unparked { by: by.clone() });
        }
        let why = Why::Woken { by: by.clone(), wait };
        let queues_each = options().on == Loop::Waking;
        let record = &mut self.tasks[task];
        let effect = match &mut record.state {
            State::Idle => {
                record.state = State::Scheduled(why);
                Effect::Scheduled
            }
            State::Running { woken: woken @ None } => {
                *woken = Some(why);
                if queues_each { Effect::Scheduled } else { Effect::WhileRunning }
            }
            State::Running { .. } | State::Scheduled(_) if queues_each => {
                record.again.push_back(why);
                Effect::QueuedAgain
            }
            State::Running { .. } | State::Scheduled(_) => Effect::AlreadyScheduled,
            State::Ended => Effect::AfterEnd,
        };
        self.emit(Some(task), Kind::Woken { by, wait, effect });
    }

    /// Notes that the thread of jacobio or tokio parks, if nothing is ready. Returns whether it would
    /// wait for ever.
    fn settle(&mut self, ended: Option<usize>) -> bool {
        let parks = matches!(options().on, Loop::Jacobio | Loop::Tokio) && !self.main_ended;
        // The loop is about to call these wakers.
        let is_next = |wait: &Wait| match wait.on {
            On::Join { task } => Some(task) == ended,
            On::Yield => true,
            _ => false,
        };
        if !parks || self.waits.iter().any(|wait| wait.kept && is_next(wait)) {
            return false;
        }
        let deadline = |wait: &Wait| match wait.on {
            On::Sleep { until, .. } | On::Timeout { until, .. } if wait.pending => Some(until),
            _ => None,
        };
        let until = self.waits.iter().filter_map(deadline).min();
        let now = self.now();
        let is_due = until.is_some_and(|until| until.saturating_add(TICK) <= now);
        !is_due && self.park(until)
    }

    /// Notes that the thread parks, if nothing is ready. Returns whether it would wait for ever.
    fn park(&mut self, until: Option<u64>) -> bool {
        let is_ready = |task: &Task| !matches!(task.state, State::Idle | State::Ended);
        if self.parked || self.running.is_none() || self.tasks.iter().any(is_ready) {
            return false;
        }
        self.parked = true;
        self.emit(None, Kind::Parked { until });
        // A join handle has a waker, but its task must be woken itself.
        let can_wake = |wait: &Wait| wait.kept && !matches!(wait.on, On::Join { .. });
        let hope = until.is_some()
            || self.waits.iter().any(can_wake)
            || self.tasks.iter().any(|task| task.kept);
        if !hope {
            self.emit(None, Kind::Stuck);
            self.closed = true;
        }
        !hope
    }
}

/// Fails only if the parent has ended. The program's own lines end the program then.
fn write(frame: &str) {
    let _ = write!(io::stdout(), "{FRAME}{frame}{FRAME_END}");
}
