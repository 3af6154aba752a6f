//! Questions about a run: which line is printed next, and why.

use recorder::event::{By, Event, Kind, Why};
use serde::Serialize;

use crate::record::Record;
use crate::sentences::words::{Words, sentence};
use crate::state::State;
use crate::units::seconds;

const MOST_ANSWERS: usize = 6;

/// A question about a run, which has one right answer.
#[derive(Clone, Debug, Serialize)]
pub struct Question {
    /// How many events come before it is asked.
    pub asked: usize,
    /// The event that shows the answer.
    pub shown: usize,
    /// What there is to choose from.
    pub answers: Vec<String>,
    /// The place of the right answer.
    pub right: usize,
    /// Why it is the right one. Code stands in backticks.
    pub why: String,
}

/// The event that begins the poll in which the event at `place` happens, and the one that ends it.
fn poll(events: &[Event], place: usize) -> Option<(usize, usize)> {
    let task = events[place].task?;
    let of_task = |event: &Event| event.task == Some(task);
    let begin = events[..=place].iter().rposition(|event| of_task(event) && begins(event))?;
    let is_end = |event: &Event| of_task(event) && ends(event);
    let end = events[begin..].iter().position(is_end).map_or(events.len(), |end| begin + end);
    (end > place).then_some((begin, end))
}

fn begins(event: &Event) -> bool {
    matches!(event.kind, Kind::Polled { .. })
}

fn ends(event: &Event) -> bool {
    matches!(
        event.kind,
        Kind::Pending { .. } | Kind::Ready | Kind::Panicked { .. } | Kind::Dropped { .. }
    )
}

/// A question for each printed line. It is asked after the poll that printed the line before, so
/// that the ready queue and the timers have the answer; the first one after the tasks are spawned.
pub(super) fn questions(record: &Record) -> Vec<Question> {
    let events = &record.events;
    let printed: Vec<_> = events
        .iter()
        .enumerate()
        .filter_map(|(place, event)| match &event.kind {
            Kind::Printed { text } => Some((place, text)),
            _ => None,
        })
        .collect();
    let words = Words::new(record);
    let mut state = State::new(record);
    let mut done = 0;
    let mut before: Option<usize> = None;
    let mut questions = Vec::new();
    for (number, &(print, text)) in printed.iter().enumerate() {
        let (begin, _) = poll(events, print).unzip();
        let is_same = before.is_some_and(|before| begin.is_some_and(|begin| begin < before));
        let asked = match before {
            Some(before) if is_same => before + 1,
            Some(before) => poll(events, before).map_or(before, |(_, end)| end) + 1,
            None => {
                let is_spawn = |event: &Event| matches!(event.kind, Kind::Spawned { .. });
                let spawned = events[..print].iter().rposition(is_spawn).map_or(0, |at| at + 1);
                spawned.max(begin.unwrap_or(print))
            }
        };
        let asked = asked.min(print);
        for event in &events[done..asked.max(done)] {
            state.apply(event);
        }
        done = done.max(asked);
        let why = why(record, &words, &state, print, begin, is_same);
        let answers = answers(&printed, number);
        let right = answers.iter().position(|answer| answer == text).unwrap_or_default();
        questions.push(Question { asked, shown: print, answers, right, why: sentence(&why) });
        before = Some(print);
    }
    questions
}

/// The lines of the run, each once; if they are many, those around the right one.
fn answers(printed: &[(usize, &String)], number: usize) -> Vec<String> {
    let mut all: Vec<&String> = Vec::new();
    for (_, text) in printed {
        if !all.contains(text) {
            all.push(text);
        }
    }
    if all.len() > MOST_ANSWERS {
        let right = all.iter().position(|text| *text == printed[number].1).unwrap_or_default();
        let from = right.saturating_sub(2).min(all.len() - MOST_ANSWERS);
        all = all[from..from + MOST_ANSWERS].to_vec();
        all.sort();
    }
    all.into_iter().cloned().collect()
}

/// Why the line of event `print` comes next, after `state`.
fn why(
    record: &Record,
    words: &Words,
    state: &State,
    print: usize,
    begin: Option<usize>,
    is_same: bool,
) -> String {
    let Some(task) = record.events[print].task else {
        return "the program itself prints it, outside of all polls.".to_owned();
    };
    let name = words.name(task);
    if is_same {
        return format!("the same poll of {name} prints it: no `.await` in between was pending.");
    }
    let Some(begin) = begin else {
        return format!(
            "it is printed outside of all polls, where something of {name} is dropped."
        );
    };
    let Kind::Polled { why } = &record.events[begin].kind else { unreachable!("a poll begins") };
    match why {
        Why::New => format!(
            "{name} is new, so it is ready without a wake-up. The ready queue is first in, first out."
        ),
        Why::Round => {
            format!("this loop polls every task in turn, and {name} is the first that can go on.")
        }
        Why::Unscheduled => {
            format!("{name} is to be aborted, and the executor polls it once more.")
        }
        Why::Woken { by: By::Timer, wait } => {
            let text = format!("{} wakes {name}.", words.holder(*wait));
            match other_timer(state, task, *wait) {
                Some((until, other)) => {
                    format!("{text} {} sleeps until {}.", words.name(other), seconds(until))
                }
                None => text,
            }
        }
        Why::Woken { by: By::Task(by), .. } if *by == task => {
            format!("{name} woke itself in its last poll.")
        }
        Why::Woken { by, wait } => format!(
            "{} calls the waker of {name}, which {} kept.",
            words.waker(by, Some(task)),
            words.holder(*wait)
        ),
    }
}

/// The next timer of another task that fires after that of `wait`, with its task.
fn other_timer(state: &State, task: usize, wait: Option<usize>) -> Option<(u64, usize)> {
    let timers = state.timers();
    let &(deadline, _) = timers.iter().find(|&&(_, timer)| Some(timer) == wait)?;
    let mut others = timers.into_iter().map(|(until, wait)| (until, state.waits[&wait].task));
    others.find(|&(until, of)| of != task && until >= deadline)
}
