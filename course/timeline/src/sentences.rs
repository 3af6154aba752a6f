//! Each event in a sentence: what happens next, and why.
//!
//! Code stands in backticks, and what the program says in quotation marks, so that a view can set
//! them apart.

pub(crate) mod words;

use recorder::event::{By, Effect, Event, Kind, Repeat, Stop};
use recorder::on::Loop;

use self::words::{Words, list, sentence};
use crate::record::Record;
use crate::state::{State, TaskState};
use crate::units::{seconds, thousands};

/// The sentences of one record.
pub(crate) struct Sentences<'a> {
    record: &'a Record,
    words: Words<'a>,
}

impl<'a> Sentences<'a> {
    pub(crate) fn new(record: &'a Record) -> Self {
        Self { record, words: Words::new(record) }
    }

    /// The sentence of `event`, which comes after `state`.
    pub(crate) fn of(&self, event: &Event, state: &State) -> String {
        let text = match event.task {
            Some(task) => self.of_task(event, task, state),
            None => self.of_thread(event, state),
        };
        sentence(&text)
    }

    fn of_task(&self, event: &Event, task: usize, state: &State) -> String {
        let words = &self.words;
        let name = words.name(task);
        match &event.kind {
            Kind::Spawned { by, .. } => self.spawned(event, task, *by),
            Kind::Polled { why } => {
                let is_first = state.ready.front() == Some(&task);
                let place = if is_first {
                    format!(", the first task of the {}", words.queue())
                } else {
                    String::new()
                };
                format!("the executor polls {name}{place}: {}.", words.why(why, task, state))
            }
            Kind::Awaits { on, .. } => format!("{name} awaits {}.", words.awaited(on)),
            Kind::Resolved { wait } => {
                format!("{name} goes on after its `.await`: {}.", words.done(*wait))
            }
            Kind::Cancelled { wait } => {
                format!("{name} drops {}: it no longer waits for that.", words.wait(*wait))
            }
            Kind::WakerKept { wait } => format!(
                "{} keeps a clone of {name}'s waker, to call it when {name} can go on.",
                words.holder(*wait)
            ),
            Kind::WakerDropped { wait } => format!(
                "{} drops its clone of {name}'s waker: it is not needed any more.",
                words.holder(*wait)
            ),
            Kind::Woken { by, wait, effect } => self.woken(task, by, *wait, *effect),
            Kind::Pending { on, left } => self.pending(task, on, left, state),
            Kind::Printed { text } => format!("{name} prints \"{text}\"."),
            Kind::Moved { socket, to, bytes } => {
                let unit = if *bytes == 1 { "byte" } else { "bytes" };
                format!("{name} could {} socket {socket}: {bytes} {unit}.", to.verb())
            }
            Kind::Ready if words.on == Loop::Generators => {
                format!("{name} has ended: its `next` returns `None`.")
            }
            Kind::Ready => {
                let is_sleep = state.tasks[task].sleep_until.is_some();
                let why = if is_sleep { "its time has come" } else { "its last line is done" };
                format!("the poll of {name} returns `Ready`: {why}.")
            }
            Kind::Panicked { message } => format!("{name} panics: \"{message}\"."),
            Kind::AbortRequested { by } => format!(
                "{} aborts {name}: the executor drops it where it would be polled next.",
                words.actor(*by)
            ),
            Kind::Dropped { aborted: true } => {
                format!("the executor drops {name}, since it was aborted.")
            }
            Kind::Dropped { .. } => {
                format!("{name} is dropped unfinished: the event loop has ended.")
            }
            Kind::Stopped { .. } => format!(
                "the poll of {name} has not returned for seconds: the recorder stops the program."
            ),
            _ => self.of_thread(event, state),
        }
    }

    fn of_thread(&self, event: &Event, state: &State) -> String {
        match &event.kind {
            Kind::Repeated { polls, .. } => self.repeated(event, polls),
            Kind::Printed { text } => format!("the program prints \"{text}\"."),
            Kind::Parked { until } => self.parked(event.time, *until, state),
            Kind::Unparked { by: By::Socket } => {
                "the thread runs again: the operating system reports a ready socket.".to_owned()
            }
            Kind::Unparked { by: By::Timer } => {
                "the thread runs again: the deadline of the next timer has come.".to_owned()
            }
            Kind::Unparked { by } => {
                format!("the thread runs again: {} unparks it.", self.words.waker(by, None))
            }
            Kind::ClockPaused => "the program pauses the clock: from here on it is simulated, and \
                no wait takes real time."
                .to_owned(),
            Kind::Stuck => format!("nothing can wake a task: {}.", self.words.stuck(state)),
            Kind::Stopped { why: Stop::TooLong } => {
                "the recorder stops the program: it went on for too long.".to_owned()
            }
            Kind::Stopped { why: Stop::Spins } => {
                "the recorder stops the program: tasks are woken \
                and polled again and again, and nothing comes of it."
                    .to_owned()
            }
            Kind::Exited { code: Some(0) } => "the program exits.".to_owned(),
            Kind::Exited { code: Some(code) } => format!("the program exits with code {code}."),
            Kind::Exited { code: None } => "the program was ended.".to_owned(),
            Kind::Stopped { why: Stop::NeverReturned } => {
                "the recorder stops the program: a poll has not returned for seconds.".to_owned()
            }
            _ => unreachable!("the other events are about a task"),
        }
    }

    fn spawned(&self, event: &Event, task: usize, by: Option<usize>) -> String {
        let (words, name) = (&self.words, self.words.name(task));
        if matches!(event.kind, Kind::Spawned { sleep_until: Some(_), .. }) {
            return format!(
                "{} sleeps: in this loop a sleep is a task of its own, which reads the clock at \
                 each poll.",
                words.actor(by)
            );
        }
        if words.on == Loop::Generators {
            return format!("the program puts {name} into the list of the event loop.");
        }
        let how = match by {
            Some(by) => format!("{} spawns {name}", words.name(by)),
            None => format!("`block_on` makes {name} a task"),
        };
        format!("{how}. A new task is ready: it {}.", words.is_scheduled(task))
    }

    fn woken(&self, task: usize, by: &By, wait: Option<usize>, effect: Effect) -> String {
        let (words, name) = (&self.words, self.words.name(task));
        let does = words.effect(effect, task, &name);
        match by {
            By::Timer => {
                let holder = words.holder(wait);
                format!("the deadline has passed: {holder} calls {name}'s waker, and {does}.")
            }
            By::Socket => {
                format!("a socket is ready: the reactor calls {name}'s waker, and {does}.")
            }
            By::Task(by) if *by == task => {
                format!("{name} calls its own waker: {}.", words.effect(effect, task, "it"))
            }
            By::Task(by) if words.is_join(*by, wait) => {
                let by = words.name(*by);
                format!("{by} has ended: its join handle calls {name}'s waker, and {does}.")
            }
            by => format!("{} calls {name}'s waker, and {does}.", words.waker(by, Some(task))),
        }
    }

    fn pending(&self, task: usize, on: &[usize], left: &[usize], state: &State) -> String {
        let (words, name) = (&self.words, self.words.name(task));
        let record = &state.tasks[task];
        if words.on == Loop::Generators {
            return format!(
                "{name} yields: its `next` returns `Some(())`, and the loop polls the next task."
            );
        }
        if record.state == TaskState::Notified {
            return format!(
                "the poll of {name} returns `Pending`. It was woken in this poll, so it is \
                 polled again."
            );
        }
        let waits: Vec<_> = on.iter().map(|&wait| words.before(wait)).collect();
        let before = match record.sleep_until {
            _ if !waits.is_empty() => list(&waits, "or"),
            Some(until) => seconds(until),
            None => "a wake-up".to_owned(),
        };
        let mut text =
            format!("the poll of {name} returns `Pending`: it can't go on before {before}.");
        if !left.is_empty() {
            let left: Vec<_> = left.iter().map(|&wait| words.wait(wait)).collect();
            let left = list(&left, "and");
            text = format!(
                "{text} It has left another future alone, which awaits {left}: that future isn't \
                 polled."
            );
        }
        let has_waker = state.wakers.iter().any(|kept| kept.task == task);
        if words.on.polls_all() {
            format!(
                "{text} Without wakers the loop can't know when: {name} goes to the back of the \
                 queue."
            )
        } else if on.is_empty() && !has_waker && !record.aborted {
            format!("{text} But nothing has kept its waker.")
        } else {
            text
        }
    }

    fn repeated(&self, event: &Event, polls: &[Repeat]) -> String {
        let names: Vec<_> = polls.iter().map(|repeat| self.words.name(repeat.task)).collect();
        let times = polls.iter().map(|repeat| repeat.times).sum();
        let text = format!(
            "the loop polls {} round after round, {} times in all. Each poll returns `Pending`.",
            list(&names, "and"),
            thousands(times)
        );
        match self.record.events.get(event.seq + 1) {
            Some(next) => format!("{text} Only at {} can a task go on.", seconds(next.time)),
            None => text,
        }
    }

    fn parked(&self, now: u64, until: Option<u64>, state: &State) -> String {
        let timers = state.timers();
        let next = timers.first().map(|(_, wait)| self.words.name(state.waits[wait].task));
        let next = next.unwrap_or_else(|| "another task".to_owned());
        match until {
            None => "the thread parks: no task is ready, and there is no timer. Only a wake-up \
                from another thread can end this."
                .to_owned(),
            Some(until) if until <= now => format!(
                "the thread parks until the clock's next tick: no task is ready, and then the \
                 timer of {next} fires."
            ),
            Some(until) => format!(
                "the thread parks until {}: no task is ready, and the next timer is that of \
                 {next}.",
                seconds(until)
            ),
        }
    }
}
