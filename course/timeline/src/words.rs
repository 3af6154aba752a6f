//! What the views call tasks, waits and causes.

use recorder::event::{By, On, Repeat};

use crate::state::State;
use crate::units::{duration, thousands, time};

/// Names and phrases for what is in a state.
pub(crate) struct Words<'a>(pub(crate) &'a State);

impl Words<'_> {
    pub(crate) fn task(&self, task: usize) -> String {
        self.0.tasks.get(task).map_or_else(|| format!("task {task}"), |task| task.name.clone())
    }

    pub(crate) fn on(&self, on: &On) -> String {
        match on {
            On::Sleep { duration: length, .. } => format!("sleep({})", duration(*length)),
            On::Timeout { duration: length, .. } => {
                format!("a time limit of {}", duration(*length))
            }
            On::Join { task } => self.task(*task),
            On::Receive => "a message".to_owned(),
            On::Send => "room in the channel".to_owned(),
            On::Yield => "yield_now".to_owned(),
        }
    }

    /// What a task awaits.
    pub(crate) fn awaited(&self, on: &On) -> String {
        match on {
            On::Join { task } => format!("the end of {}", self.task(*task)),
            _ => self.on(on),
        }
    }

    pub(crate) fn wait(&self, wait: Option<usize>) -> String {
        match wait.and_then(|wait| self.0.waits.get(&wait)) {
            Some(wait) => self.on(&wait.on),
            None => "what it waited for".to_owned(),
        }
    }

    /// What keeps a waker.
    pub(crate) fn keeper(&self, wait: Option<usize>) -> String {
        let Some(number) = wait else { return "The program's own code".to_owned() };
        match self.0.waits.get(&number).map(|wait| &wait.on) {
            Some(On::Sleep { duration: length, .. }) => {
                format!("The timer of sleep({})", duration(*length))
            }
            Some(On::Timeout { .. }) => "The timer of the time limit".to_owned(),
            Some(On::Join { task }) => format!("The join handle of {}", self.task(*task)),
            Some(On::Receive | On::Send) => "The channel".to_owned(),
            Some(On::Yield) => "The loop".to_owned(),
            None => "What it had waited for".to_owned(),
        }
    }

    pub(crate) fn is_over(&self, wait: usize, now: u64) -> String {
        match self.0.waits.get(&wait).map(|wait| &wait.on) {
            Some(On::Sleep { duration: length, until }) => {
                let late = now.saturating_sub(*until);
                // Less than a millisecond is only the time that the clock took.
                match late {
                    0..1000 => format!("sleep({}) is over", duration(*length)),
                    _ => format!("sleep({}) is over, {} late", duration(*length), duration(late)),
                }
            }
            Some(On::Timeout { .. }) => "the future is ready, or its time is up".to_owned(),
            Some(On::Join { task }) => format!("{} has ended", self.task(*task)),
            Some(On::Receive) => "the channel has a message, or is closed".to_owned(),
            Some(On::Send) => "the channel has room, or is closed".to_owned(),
            Some(On::Yield) => "the other tasks were polled".to_owned(),
            None => "what it waited for is over".to_owned(),
        }
    }

    /// Why a waker is called, as the beginning of a sentence.
    pub(crate) fn cause(&self, by: &By, wait: Option<usize>, woken: Option<usize>) -> String {
        match by {
            By::Timer => format!("The time of {} is up", self.wait(wait)),
            By::Thread(name) => format!("The thread {name} calls a waker"),
            By::Loop => "The loop calls a waker".to_owned(),
            By::Task(task) if Some(*task) == woken => {
                format!("{} calls its own waker", self.task(*task))
            }
            By::Task(task) if self.0.tasks[*task].state.is_over() => {
                format!("{} has ended", self.task(*task))
            }
            By::Task(task) => format!("{} calls a waker", self.task(*task)),
        }
    }

    /// Why a task was scheduled, as the end of a sentence.
    pub(crate) fn woken_by(&self, by: &By, wait: Option<usize>, woken: Option<usize>) -> String {
        let by = match by {
            By::Timer => match wait.and_then(|wait| self.0.waits.get(&wait)) {
                Some(wait) => format!("the timer of {}", self.on(&wait.on)),
                None => "a timer".to_owned(),
            },
            By::Thread(name) => format!("the thread {name}"),
            By::Loop => "the loop".to_owned(),
            By::Task(task) if Some(*task) == woken => "itself".to_owned(),
            By::Task(task) if self.0.tasks[*task].state.is_over() => {
                format!("the end of {}", self.task(*task))
            }
            By::Task(task) => self.task(*task),
        };
        format!("it was woken by {by}")
    }

    pub(crate) fn pending(&self, task: usize, on: &[usize]) -> String {
        let record = &self.0.tasks[task];
        let name = &record.name;
        if let Some(until) = record.sleep_until {
            return format!("{name} is pending: the clock isn't at {} yet.", time(until));
        }
        let waits: Vec<_> = on.iter().map(|&wait| self.wait(Some(wait))).collect();
        if waits.is_empty() {
            format!("{name} is pending.")
        } else {
            format!("{name} is pending: it waits for {}.", waits.join(" and "))
        }
    }

    pub(crate) fn repeated(&self, polls: &[Repeat]) -> String {
        let each: Vec<_> = polls
            .iter()
            .map(|repeat| format!("{} {} times", self.task(repeat.task), thousands(repeat.times)))
            .collect();
        format!("The loop polls {}, pending each time.", each.join(", "))
    }
}
