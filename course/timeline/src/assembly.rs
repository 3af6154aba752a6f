//! Puts a record together from what a recorded program writes: frames and its own lines.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;

use recorder::event::{Event, Kind, On, Repeat, Stop, Why};
use recorder::{FRAME, FRAME_END, QUIET_END};

use crate::error::Error;

/// How many of many fruitless polls a record shows, but for the last of these.
const KEPT: usize = 3;

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
    /// The waits that are not over, and end by themselves: they have a deadline, or are on a
    /// socket.
    from_outside: BTreeSet<usize>,
    /// How many polls have ended since anything came of one, and the place of that in `events`.
    fruitless: usize,
    fruitful: usize,
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
            self.event(Event {
                seq: 0,
                time,
                task: None,
                kind: Kind::Repeated { polls, until, wakes: 0 },
            });
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
        self.measure(&event);
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

    /// The task whose poll is under way, if that is known.
    pub(crate) fn running(&self) -> Option<usize> {
        self.current
    }

    /// Whether only another thread can make the program go on: it waits for no socket, and is
    /// parked without a deadline, or its loop polls without one.
    pub(crate) fn needs_another_thread(&self) -> bool {
        match self.events.last().map(|event| &event.kind) {
            _ if !self.from_outside.is_empty() => false,
            _ if self.repeated > 0 => true,
            last => matches!(last, Some(Kind::Parked { until: None })),
        }
    }

    /// How many polls have ended since anything came of one.
    pub(crate) fn fruitless(&self) -> usize {
        self.fruitless
    }

    /// The program can't go on.
    pub(crate) fn stuck(&mut self) {
        self.close_quiet();
        self.flush_run();
        self.push(None, Kind::Stuck);
    }

    /// The program was stopped.
    pub(crate) fn stop(&mut self, why: Stop) {
        self.close_quiet();
        self.flush_run();
        if why == Stop::Spins {
            self.fold();
        }
        let task = self.current.filter(|_| why == Stop::NeverReturned);
        self.push(task, Kind::Stopped { why });
    }

    /// Turns all but the first of the fruitless polls into one event.
    fn fold(&mut self) {
        let is_end = |event: &&Event| matches!(event.kind, Kind::Pending { .. });
        let after = self.events.iter().enumerate().skip(self.fruitful);
        let mut ends = after.filter(|(_, event)| is_end(event)).map(|(place, _)| place + 1);
        let Some(end) = ends.nth(KEPT) else { return };
        let rest = self.events.split_off(end);
        let mut polls = Vec::<Repeat>::new();
        for event in &rest {
            let (Kind::Polled { .. }, Some(task)) = (&event.kind, event.task) else { continue };
            match polls.iter_mut().find(|repeat| repeat.task == task) {
                Some(repeat) => repeat.times += 1,
                None => polls.push(Repeat { task, times: 1 }),
            }
        }
        if let (Some(first), Some(last)) = (rest.first(), rest.last()) {
            let woken = rest.iter().filter(|event| matches!(event.kind, Kind::Woken { .. }));
            let wakes = woken.count().try_into().unwrap_or_default();
            let kind = Kind::Repeated { polls, until: last.time, wakes };
            self.event(Event { seq: 0, time: first.time, task: None, kind });
        }
    }

    /// Notes what `event` means for the limits of a run.
    fn measure(&mut self, event: &Event) {
        match &event.kind {
            Kind::Awaits { wait, on, .. }
                if on.deadline().is_some() || matches!(on, On::Socket { .. }) =>
            {
                self.from_outside.insert(*wait);
            }
            Kind::Resolved { wait } | Kind::Cancelled { wait } => {
                self.from_outside.remove(wait);
            }
            Kind::Pending { .. } => self.fruitless += 1,
            _ => {}
        }
        if matches!(
            event.kind,
            Kind::Printed { .. }
                | Kind::Spawned { .. }
                | Kind::Ready
                | Kind::Panicked { .. }
                | Kind::Dropped { .. }
                | Kind::AbortRequested { .. }
                | Kind::Moved { .. }
                | Kind::Parked { .. }
        ) {
            (self.fruitless, self.fruitful) = (0, self.events.len());
        }
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
