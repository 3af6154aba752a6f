//! A run as lanes: one column a task, time downwards, one mark a poll. The terminal and the pictures
//! show the same grid.

use std::mem;

use recorder::event::{By, Clock, Kind, Why};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::counts::Counts;
use crate::record::Record;
use crate::replay::{State, Step, TaskState, steps};
use crate::words::{self, NO_BREAK, Words};

/// The width of a grid in columns of text.
pub const WIDTH: usize = 98;
/// The width of its first column, the time.
pub const TIME: usize = 10;
/// No lane is wider than this.
const WIDEST: usize = 32;

/// A run as rows of text.
#[derive(Clone, Debug)]
pub struct Lanes {
    /// What ran where.
    pub title: String,
    /// What it came to.
    pub summary: String,
    /// The names of the lanes.
    pub names: Vec<String>,
    /// The width of a lane in columns.
    pub width: usize,
    /// From top to bottom.
    pub rows: Vec<Row>,
}

/// A line of the grid.
#[derive(Clone, Debug)]
pub struct Row {
    /// Empty if it is that of the row above.
    pub time: String,
    /// What stands in each lane.
    pub cells: Vec<Cell>,
    /// A note across all lanes. The cells have no text then.
    pub note: Option<String>,
}

/// A lane in one row.
#[derive(Clone, Debug)]
pub struct Cell {
    /// What is drawn.
    pub mark: Mark,
    /// What is written beside it.
    pub text: String,
    /// Whether the program printed the text.
    pub printed: bool,
}

/// What is drawn in a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The task isn't there yet, or has ended.
    None,
    /// A poll begins. Also one that ends in the same row.
    Polled,
    /// The task runs.
    Running,
    /// A poll ends, pending.
    Pending,
    /// The task ends.
    Ended,
    /// The task ends without a result.
    Broken,
    /// Many polls.
    Folded,
    /// The task is in the ready queue.
    Scheduled,
    /// The task waits to be woken.
    Idle,
}

impl Lanes {
    /// The lanes of `record`.
    pub fn new(record: &Record) -> Self {
        let tasks = record.events.iter().filter_map(|event| match &event.kind {
            Kind::Spawned { name, sleep_until, .. } => Some((name, sleep_until.is_some())),
            _ => None,
        });
        // The tasks of sleeps are many, and few at a time: one lane is for all.
        let (mut names, mut lane_of, mut helpers) = (Vec::<String>::new(), Vec::new(), None);
        for (name, is_helper) in tasks {
            match (is_helper, helpers) {
                (true, Some(lane)) => lane_of.push(lane),
                (true, None) => {
                    helpers = Some(names.len());
                    lane_of.push(names.len());
                    names.push("tasks of sleeps".to_owned());
                }
                (false, _) => {
                    lane_of.push(names.len());
                    names.push(name.clone());
                }
            }
        }
        let width = ((WIDTH - TIME) / names.len().max(1)).clamp(3, WIDEST);
        let mut builder =
            Builder { lane_of, lanes: names.len(), width, time: None, rows: Vec::new() };
        let mut steps = steps(record).peekable();
        while let Some(step) = steps.next() {
            if let Kind::Polled { why } = &step.event.kind {
                let mut poll = Vec::new();
                while let Some(step) = steps.next_if(|next| !ends_poll(next)) {
                    poll.push(step);
                }
                builder.poll(&step, why, &poll, steps.next().as_ref());
            } else {
                builder.single(&step);
            }
        }
        let header = &record.header;
        let clock = match header.clock {
            Clock::Simulated => "simulated",
            Clock::Real => "real",
        };
        Self {
            title: format!("{} on {}, {} clock", header.source, header.on, clock),
            summary: Counts::new(record).to_string(),
            names,
            width,
            rows: builder.rows,
        }
    }
}

/// Whether the poll ends there that is under way.
fn ends_poll(step: &Step) -> bool {
    matches!(
        step.event.kind,
        Kind::Pending { .. } | Kind::Ready | Kind::Panicked { .. } | Kind::Exited { .. }
    )
}

/// Text for the lane of a task.
struct Entry<'a> {
    step: &'a Step,
    task: usize,
    mark: Mark,
    text: String,
    printed: bool,
}

struct Builder {
    /// The lane of each task.
    lane_of: Vec<usize>,
    lanes: usize,
    width: usize,
    /// The time that was written last.
    time: Option<String>,
    rows: Vec<Row>,
}

impl Builder {
    /// A poll: its first event, those within, and its last.
    fn poll(&mut self, first: &Step, why: &Why, within: &[Step], last: Option<&Step>) {
        let task = first.event.task.unwrap_or_default();
        let mut entries: Vec<Entry> = Vec::new();
        for step in within {
            let Some((text, printed)) = in_poll(step, *why == Why::Round) else { continue };
            let owner = if printed { task } else { acting(step).unwrap_or(task) };
            // Several tasks are spawned in one breath.
            match (entries.last_mut(), text.strip_prefix("spawns ")) {
                (Some(last), Some(name)) if last.text.starts_with("spawns ") => {
                    last.text.push_str(", ");
                    last.text.push_str(name);
                }
                _ => {
                    let mark = Mark::Running;
                    entries.push(Entry { step, task: owner, mark, text, printed });
                }
            }
        }
        let mut why = reason(first, why);
        if why.is_empty() && entries.first().is_some_and(|entry| !entry.printed) {
            why = entries.remove(0).text;
        }
        let end = last.and_then(|last| Some((last, ending(last)?)));
        match end {
            // Nothing to say but how it ended.
            Some((last, (mark, text))) if entries.is_empty() && why.is_empty() => {
                let mark = if mark == Mark::Pending { Mark::Polled } else { mark };
                self.row(&[Entry { step: last, task, mark, text, printed: false }]);
            }
            _ => {
                let (step, mark) = (first, Mark::Polled);
                self.row(&[Entry { step, task, mark, text: why, printed: false }]);
                for entry in entries {
                    self.row(&[entry]);
                }
                if let Some((step, (mark, text))) = end {
                    self.row(&[Entry { step, task, mark, text, printed: false }]);
                }
            }
        }
        if let Some(last) = last.filter(|last| matches!(last.event.kind, Kind::Exited { .. })) {
            self.single(last);
        }
    }

    /// An event outside of all polls.
    fn single(&mut self, step: &Step) {
        let words = Words(&step.state);
        let task = step.event.task.unwrap_or_default();
        let note = match &step.event.kind {
            Kind::Repeated { polls, .. } => {
                let entries = polls.iter().map(|repeat| Entry {
                    step,
                    task: repeat.task,
                    mark: Mark::Folded,
                    text: format!(
                        "polled {} more times, pending each time",
                        words::thousands(repeat.times)
                    ),
                    printed: false,
                });
                return self.row(&entries.collect::<Vec<_>>());
            }
            Kind::Woken { by: By::Task(by), .. } => {
                let text = format!("wakes {}", words.task(task));
                let mark = Mark::None;
                return self.row(&[Entry { step, task: *by, mark, text, printed: false }]);
            }
            Kind::Dropped { aborted } => {
                let why = if *aborted { "aborted" } else { "the loop has ended" };
                let (mark, text) = (Mark::Broken, format!("dropped: {why}"));
                return self.row(&[Entry { step, task, mark, text, printed: false }]);
            }
            Kind::Woken { by: By::Thread(thread), .. } => {
                format!("the thread {thread} wakes {}", words.task(task))
            }
            Kind::Printed { text } => format!("the program prints: {text}"),
            Kind::Parked { until: Some(until) } if *until <= step.event.time => {
                "no task is ready: the thread parks until the clock's next tick".to_owned()
            }
            Kind::Parked { until: Some(until) } => {
                format!("no task is ready: the thread parks until {}", words::time(*until))
            }
            Kind::Parked { until: None } => {
                "no task is ready: the thread parks until a waker is called".to_owned()
            }
            Kind::Stuck => "nothing is left that could wake a task: the run is stuck".to_owned(),
            Kind::Stopped => "the recorder ends the run: it went on for too long".to_owned(),
            Kind::Exited { code: Some(101) } => "the panic ends the program".to_owned(),
            _ => return,
        };
        self.note(step, &note);
    }

    fn note(&mut self, step: &Step, note: &str) {
        let time = self.time(step);
        let cells = (0..self.lanes).map(|lane| self.cell(&step.state, lane)).collect();
        self.rows.push(Row { time, cells, note: Some(breakable(note)) });
    }

    /// Adds the entries side by side. Text that is too wide for its lane goes on in the next rows.
    fn row(&mut self, entries: &[Entry<'_>]) {
        let Some(step) = entries.first().map(|entry| entry.step) else { return };
        let mut time = self.time(step);
        // The mark and two spaces.
        let wrapped = entries.iter().map(|entry| wrap(&entry.text, self.width.saturating_sub(3)));
        let wrapped: Vec<_> = wrapped.collect();
        let rows = wrapped.iter().map(Vec::len).max().unwrap_or_default();
        for row in 0..rows {
            let mut cells: Vec<_> =
                (0..self.lanes).map(|lane| self.cell(&step.state, lane)).collect();
            for (entry, lines) in entries.iter().zip(&wrapped) {
                let cell = &mut cells[self.lane_of[entry.task]];
                if row == 0 || entry.mark == Mark::Folded {
                    cell.mark = entry.mark;
                }
                cell.text = lines.get(row).cloned().unwrap_or_default();
                cell.printed = entry.printed;
            }
            self.rows.push(Row { time: mem::take(&mut time), cells, note: None });
        }
    }

    fn time(&mut self, step: &Step) -> String {
        let time = breakable(&words::time(step.event.time));
        if self.time.as_ref() == Some(&time) {
            return String::new();
        }
        self.time = Some(time.clone());
        time
    }

    /// A lane in which nothing happens.
    fn cell(&self, state: &State, lane: usize) -> Cell {
        let tasks = state.tasks.iter().zip(&self.lane_of).filter(|(_, in_lane)| **in_lane == lane);
        let marks = tasks.map(|(task, _)| match task.state {
            TaskState::Scheduled => Mark::Scheduled,
            TaskState::Idle => Mark::Idle,
            TaskState::Running | TaskState::Notified => Mark::Running,
            _ => Mark::None,
        });
        let mark = marks.max_by_key(|&mark| mark != Mark::None).unwrap_or(Mark::None);
        Cell { mark, text: String::new(), printed: false }
    }
}

/// Why a task is polled, in a few words.
fn reason(step: &Step, why: &Why) -> String {
    let Why::Woken { by, wait } = why else {
        return if *why == Why::New { "new".to_owned() } else { String::new() };
    };
    match (by, wait.and_then(|wait| step.state.waits.get(&wait))) {
        (By::Timer, Some(wait)) => format!("woken: {}", Words(&step.state).timer(&wait.on)),
        (By::Timer, None) => "woken by a timer".to_owned(),
        (By::Loop, _) => "woken by the loop".to_owned(),
        (By::Thread(thread), _) => format!("woken by the thread {thread}"),
        (By::Task(task), _) if Some(*task) == step.event.task => "woken by itself".to_owned(),
        (By::Task(task), _) => {
            let ended = step.state.tasks[*task].state.is_over();
            let name = Words(&step.state).task(*task);
            if ended { format!("woken: {name} has ended") } else { format!("woken by {name}") }
        }
    }
}

/// The task that acts in an event about another one.
fn acting(step: &Step) -> Option<usize> {
    match &step.event.kind {
        Kind::Spawned { by, .. } | Kind::AbortRequested { by } => *by,
        Kind::Woken { by: By::Task(by), .. } => Some(*by),
        _ => step.event.task,
    }
}

/// What an event within a poll says, and whether the program printed it.
fn in_poll(step: &Step, unwoken: bool) -> Option<(String, bool)> {
    let words = Words(&step.state);
    let name = || words.task(step.event.task.unwrap_or_default());
    let text = match &step.event.kind {
        Kind::Printed { text } => return Some((text.clone(), true)),
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
        // A task that was woken has said why.
        Kind::Resolved { .. } if unwoken => {
            step.sentence.split_once("goes on: ")?.1.trim_end_matches('.').to_owned()
        }
        Kind::Cancelled { .. } => {
            let what = step.sentence.split_once("waits for ")?.1;
            format!("drops {}", what.trim_end_matches('.'))
        }
        _ => return None,
    };
    Some((text, false))
}

/// How a poll ends.
fn ending(step: &Step) -> Option<(Mark, String)> {
    let state = &step.state;
    let task = step.event.task?;
    Some(match &step.event.kind {
        Kind::Ready => (Mark::Ended, "ended".to_owned()),
        Kind::Panicked { message } => (Mark::Broken, format!("panics: {message}")),
        Kind::Pending { .. } if state.tasks[task].sleep_until.is_some() => {
            (Mark::Pending, "not yet".to_owned())
        }
        Kind::Pending { on } => {
            let has_waker = state.wakers.iter().any(|kept| kept.task == task);
            let waits: Vec<_> = on.iter().map(|&wait| Words(state).wait(Some(wait))).collect();
            let text = match waits.is_empty() {
                true if state.tasks[task].state == TaskState::Idle && !has_waker => {
                    "waits, and nothing has its waker".to_owned()
                }
                true => "pending".to_owned(),
                false => format!("awaits {}", waits.join(" and ")),
            };
            (Mark::Pending, text)
        }
        _ => return None,
    })
}

/// With plain spaces, since it is laid out.
fn breakable(text: &str) -> String {
    text.replace(NO_BREAK, " ")
}

/// Breaks `text` into lines of at most `width` columns, between words where it can.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().expect("there is always one");
        if !line.is_empty() && line.width() + 1 + word.width() <= width {
            line.push(' ');
            line.push_str(word);
            continue;
        }
        if !line.is_empty() {
            lines.push(String::new());
        }
        for char in word.chars() {
            let line = lines.last_mut().expect("there is always one");
            if !line.is_empty() && line.width() + char.width().unwrap_or(0) > width {
                lines.push(String::new());
            }
            lines.last_mut().expect("there is always one").push(char);
        }
    }
    lines.iter().map(|line| breakable(line)).collect()
}
