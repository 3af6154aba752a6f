//! Each event in a sentence: what happens next, and why.

use recorder::event::{By, Effect, Event, Kind, Why};
use recorder::on::Loop;

use crate::state::State;
use crate::units::time;
use crate::words::Words;

impl State {
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
