//! Questions about small programs, answered by their records.

use recorder::event::{By, Event, Kind, Why};
use serde::Serialize;

use super::questions::questions;
use crate::lanes::phrases::Phrases;
use crate::names::Names;
use crate::record::Record;
use crate::replay::{Step, steps};

/// A question of one of three kinds, with one right answer. Code stands in backticks.
#[derive(Clone, Debug, Serialize)]
pub struct Practice {
    /// `line`, `woke` or `polls`.
    pub kind: &'static str,
    /// The question.
    pub ask: String,
    /// What there is to choose from.
    pub answers: Vec<String>,
    /// The place of the right answer.
    pub right: usize,
    /// Why it is the right one.
    pub why: String,
}

/// Asks about a record: which line is next, what woke a task, how many polls there were. `pick`
/// chooses among the questions of a kind.
pub fn practice(record: &Record, pick: usize) -> Vec<Practice> {
    let steps: Vec<_> = steps(record).collect();
    [line(record, pick), woke(record, &steps, pick), polls(record, &steps, pick)]
        .into_iter()
        .flatten()
        .collect()
}

fn line(record: &Record, pick: usize) -> Option<Practice> {
    let (printed, all) = (record.printed(), questions(record));
    // The first line says little, and after the last but one there is nothing to choose.
    let place = 1 + pick % printed.len().checked_sub(2).filter(|&places| places > 0)?;
    let question = all.into_iter().nth(place)?;
    let before = printed[..place].iter().map(|line| format!("`{line}`")).collect::<Vec<_>>();
    let mut answers = question.answers;
    let answer = answers.swap_remove(question.right);
    answers.retain(|line| !printed[..place].contains(&line.as_str()));
    answers.push(answer.clone());
    answers.sort();
    let right = answers.iter().position(|line| *line == answer)?;
    let ask = format!("It has printed {}. Which line is next?", before.join(", "));
    (answers.len() > 1).then_some(Practice { kind: "line", ask, answers, right, why: question.why })
}

fn woke(record: &Record, steps: &[Step], pick: usize) -> Option<Practice> {
    let names = Names::new(record);
    let woken = |event: &Event| match &event.kind {
        Kind::Polled { why: Why::Woken { by, wait } } => Some((event.task?, by.clone(), *wait)),
        _ => None,
    };
    let polls: Vec<_> =
        record.events.iter().filter_map(|event| Some((event.seq, woken(event)?))).collect();
    let (seq, (task, by, wait)) = polls.get(pick % polls.len().max(1))?;
    let is_own = |event: &Event| event.task == Some(*task);
    let before = &steps[..*seq];
    let cause = before.iter().rfind(|step| {
        let is_same = matches!(&step.event.kind, Kind::Woken { by: other, wait: of, .. }
            if other == by && of == wait);
        is_same && is_own(&step.event)
    })?;
    let count = steps[*seq].state.tasks[*task].polls;
    let others = (0..names.tasks.len()).filter(|other| other != task && *other != 0);
    let mut answers = vec!["its timer".to_owned(), "its own yield".to_owned()];
    answers.extend(others.map(|other| format!("the end of {}", names.task(other))));
    let answer = match by {
        By::Timer => "its timer".to_owned(),
        By::Task(by) if by == task => "its own yield".to_owned(),
        By::Loop => "its own yield".to_owned(),
        By::Task(by) => format!("the end of {}", names.task(*by)),
        By::Thread(_) | By::Socket => return None,
    };
    let right = answers.iter().position(|known| *known == answer)?;
    let ask = format!("What leads to poll number {count} of `{}`?", names.task(*task));
    Some(Practice { kind: "woke", ask, answers, right, why: cause.sentence.clone() })
}

fn polls(record: &Record, steps: &[Step], pick: usize) -> Option<Practice> {
    let (phrases, tasks) = (Phrases::new(record), &steps.last()?.state.tasks);
    let task = pick % tasks.len();
    let reasons: Vec<_> = steps
        .iter()
        .filter(|step| step.event.task == Some(task))
        .filter_map(|step| match &step.event.kind {
            Kind::Polled { why } => Some(phrases.reason(step, why)),
            _ => None,
        })
        .map(|reason| reason.trim_start_matches("woken: ").to_owned())
        .collect();
    let count = reasons.len();
    let first = count.saturating_sub(1 + pick % 3);
    let answers = (first..first + 4).map(|number| number.to_string()).collect();
    let ask = format!("How many times is `{}` polled?", tasks[task].name);
    let why = match &reasons[..] {
        [] => "It is never polled: `main` ends first.".to_owned(),
        reasons => format!("Its polls: {}.", reasons.join("; ")),
    };
    Some(Practice { kind: "polls", ask, answers, right: count - first, why })
}
