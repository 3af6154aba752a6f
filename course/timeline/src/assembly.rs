//! Puts a record together from what a recorded program writes: frames and its own lines.

use std::collections::BTreeMap;
use std::mem;

use recorder::event::{Event, Kind, Repeat, Why};
use recorder::{FRAME, FRAME_END, QUIET_END};

use crate::error::Error;

/// Puts a record together from frames and printed text.
#[derive(Default)]
pub(crate) struct Assembly {
    events: Vec<Event>,
    /// A line that has no end yet.
    line: String,
    /// The task that is polled.
    current: Option<usize>,
    /// A poll in which nothing happened so far, and its time.
    quiet: Option<(usize, u64)>,
    /// The poll was quiet, but for the lines that it printed.
    printed: bool,
    /// Polls in which nothing happened: the tasks, each with the time of its first.
    run: Vec<(Repeat, u64)>,
    /// The time of the last of them, and how many they are.
    until: u64,
    repeated: u64,
    /// The last `pending` of each task.
    pending: BTreeMap<usize, Kind>,
}

impl Assembly {
    /// Takes output that ends at the end of a frame or of a line.
    pub(crate) fn take(&mut self, output: &str) -> Result<(), Error> {
        let mut pieces = output.split(FRAME);
        self.text(pieces.next().unwrap_or_default());
        for piece in pieces {
            let (frame, text) = piece.split_once(FRAME_END).unwrap_or((piece, ""));
            self.frame(frame)?;
            self.text(text);
        }
        Ok(())
    }

    /// How many polls in which nothing happened have come since something did.
    pub(crate) fn repeated(&self) -> u64 {
        self.repeated
    }

    /// How many events there are.
    pub(crate) fn events(&self) -> usize {
        self.events.len()
    }

    fn frame(&mut self, frame: &str) -> Result<(), Error> {
        if frame == QUIET_END {
            self.close_quiet();
        } else if frame.starts_with('{') {
            let event: Event = serde_json::from_str(frame).map_err(Error::Frame)?;
            self.open_quiet();
            self.printed = false;
            self.event(event);
        } else {
            self.close_quiet();
            let parse = |number: &str| number.parse().unwrap_or_default();
            let (task, time) = frame.split_once(' ').unwrap_or_default();
            self.quiet = Some((task.parse().unwrap_or_default(), parse(time)));
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if self.quiet.is_some() {
            self.open_quiet();
            self.printed = true;
        }
        self.line.push_str(text);
        while let Some(end) = self.line.find('\n') {
            let rest = self.line.split_off(end + 1);
            let line = mem::replace(&mut self.line, rest);
            self.push(self.current, Kind::Printed { text: line.trim_end().to_owned() });
        }
    }

    /// The quiet poll isn't quiet: something happens in it.
    fn open_quiet(&mut self) {
        self.flush_run();
        if let Some((task, time)) = self.quiet.take() {
            self.event(Event {
                seq: 0,
                time,
                task: Some(task),
                kind: Kind::Polled { why: Why::Round },
            });
        }
    }

    fn close_quiet(&mut self) {
        if mem::take(&mut self.printed)
            && let Some(task) = self.current.take()
        {
            self.push(Some(task), self.pending(task));
        }
        if let Some((task, time)) = self.quiet.take() {
            self.until = time;
            self.repeated += 1;
            match self.run.iter_mut().find(|(repeat, _)| repeat.task == task) {
                Some((repeat, _)) => repeat.times += 1,
                None => self.run.push((Repeat { task, times: 1 }, time)),
            }
        }
    }

    fn flush_run(&mut self) {
        self.repeated = 0;
        let run = mem::take(&mut self.run);
        if run.iter().any(|(repeat, _)| repeat.times > 1) {
            let (time, until) = (run[0].1, self.until);
            let polls = run.into_iter().map(|(repeat, _)| repeat).collect();
            self.event(Event { seq: 0, time, task: None, kind: Kind::Repeated { polls, until } });
            return;
        }
        for (Repeat { task, .. }, time) in run {
            for kind in [Kind::Polled { why: Why::Round }, self.pending(task)] {
                self.event(Event { seq: 0, time, task: Some(task), kind });
            }
        }
    }

    /// As the last poll of `task` ended, so did this one.
    fn pending(&self, task: usize) -> Kind {
        let none = Kind::Pending { on: Vec::new(), left: Vec::new() };
        self.pending.get(&task).cloned().unwrap_or(none)
    }

    fn event(&mut self, mut event: Event) {
        match &event.kind {
            Kind::Polled { .. } => self.current = event.task,
            Kind::Pending { .. } => {
                self.current = None;
                self.pending.extend(event.task.map(|task| (task, event.kind.clone())));
            }
            Kind::Ready | Kind::Panicked { .. } => self.current = None,
            _ => {}
        }
        event.seq = self.events.len();
        self.events.push(event);
    }

    /// Adds an event at the time of the last one.
    fn push(&mut self, task: Option<usize>, kind: Kind) {
        let time = self.events.last().map_or(0, |last| match last.kind {
            Kind::Repeated { until, .. } => until,
            _ => last.time,
        });
        self.event(Event { seq: 0, time, task, kind });
    }

    /// The program was stopped.
    pub(crate) fn stop(&mut self) {
        self.close_quiet();
        self.flush_run();
        self.push(None, Kind::Stopped);
    }

    /// The program has exited.
    pub(crate) fn finish(mut self, code: Option<i32>) -> Vec<Event> {
        self.close_quiet();
        self.flush_run();
        if !self.line.is_empty() {
            self.text("\n");
        }
        self.push(None, Kind::Exited { code });
        self.events
    }
}
