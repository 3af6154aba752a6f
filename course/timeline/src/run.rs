//! Runs a program under the recorder and puts the record together.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;
use std::{fmt, mem};

use recorder::event::{Clock, Event, Header, Kind, Repeat, SCHEMA, Why};
use recorder::{FRAME, FRAME_END, QUIET_END, on};

use crate::programs::{Program, Simulate, Variant};
use crate::record::Record;

/// A program that says nothing for so long is stopped.
const PATIENCE: Duration = Duration::from_secs(10);
/// A program that was polled so often, and nothing came of it, is stopped.
const MAX_REPEATED: u64 = 5_000_000;

/// Why there is no record.
#[derive(Debug)]
pub enum Error {
    /// The program can't be started, or its output not be read.
    Io(io::Error),
    /// The program didn't compile, or refused to run. It has said why on standard error.
    Refused,
    /// A frame is not an event.
    Frame(serde_json::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "the program can't be run: {error}"),
            Self::Refused => write!(f, "there is no record of this program"),
            Self::Frame(error) => write!(f, "the recorder's output can't be read: {error}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Runs `command`, which is `program` as `variant` says, and records it.
///
/// # Errors
///
/// If it can't be run, or ends at once with exit code 2.
pub fn record(
    mut command: Command,
    program: &Program,
    variant: &Variant,
    clock: Clock,
) -> Result<Record, Error> {
    command.stdout(Stdio::piped());
    command.env(on::LOOP, variant.on.name()).env(on::RECORD, "1");
    // A panic is part of the record; where it came from is not.
    command.env("RUST_BACKTRACE", "0");
    if clock == Clock::Simulated {
        command.env(on::SIMULATE, "1");
        match variant.simulate {
            Simulate::Recorder => drop(command.env(on::START_PAUSED, "1")),
            Simulate::Never => {}
            Simulate::Fast => drop(command.arg("--fast")),
        }
    }
    let mut child = command.spawn()?;
    let mut builder = Builder::default();
    let read = read(&mut child, &mut builder);
    if read.is_err() {
        child.kill()?;
    }
    let status = child.wait()?;
    read?;
    let header = Header {
        schema: SCHEMA,
        program: program.name.clone(),
        source: variant.source.clone(),
        on: variant.on,
        clock,
    };
    let events = builder.finish(status.code());
    // A program that was recorded has at least a task.
    if events.len() < 2 || status.code() == Some(2) {
        return Err(Error::Refused);
    }
    Ok(Record { header, events })
}

/// Reads the child's output to its end.
fn read(child: &mut Child, builder: &mut Builder) -> Result<(), Error> {
    let output = child.stdout.take().expect("it is piped");
    let chunks = chunks(output);
    let mut rest = Vec::new();
    loop {
        match chunks.recv_timeout(PATIENCE) {
            Ok(chunk) => rest.extend(chunk?),
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {
                builder.stop();
                return Ok(child.kill()?);
            }
        }
        let complete = rest.iter().rposition(|&byte| byte == b'\n' || byte == FRAME_END as u8);
        let Some(end) = complete else { continue };
        let later = rest.split_off(end + 1);
        builder.take(&String::from_utf8_lossy(&mem::replace(&mut rest, later)))?;
        if builder.repeated > MAX_REPEATED {
            builder.stop();
            return Ok(child.kill()?);
        }
    }
    builder.take(&String::from_utf8_lossy(&rest))
}

fn chunks(mut output: impl Read + Send + 'static) -> Receiver<io::Result<Vec<u8>>> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut buffer = vec![0; 1 << 16];
        loop {
            let chunk = match output.read(&mut buffer) {
                Ok(0) => break,
                Ok(length) => Ok(buffer[..length].to_vec()),
                Err(error) => Err(error),
            };
            if sender.send(chunk).is_err() {
                break;
            }
        }
    });
    receiver
}

/// Puts a record together from frames and printed text.
#[derive(Default)]
struct Builder {
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
    /// What the last `pending` of each task says.
    on: BTreeMap<usize, Vec<usize>>,
}

impl Builder {
    /// Takes output that ends at the end of a frame or of a line.
    fn take(&mut self, output: &str) -> Result<(), Error> {
        let mut pieces = output.split(FRAME);
        self.text(pieces.next().unwrap_or_default());
        for piece in pieces {
            let (frame, text) = piece.split_once(FRAME_END).unwrap_or((piece, ""));
            self.frame(frame)?;
            self.text(text);
        }
        Ok(())
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
            let on = self.on.get(&task).cloned().unwrap_or_default();
            self.push(Some(task), Kind::Pending { on });
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
            let on = self.on.get(&task).cloned().unwrap_or_default();
            for kind in [Kind::Polled { why: Why::Round }, Kind::Pending { on }] {
                self.event(Event { seq: 0, time, task: Some(task), kind });
            }
        }
    }

    fn event(&mut self, mut event: Event) {
        match &event.kind {
            Kind::Polled { .. } => self.current = event.task,
            Kind::Pending { on } => {
                self.current = None;
                self.on.extend(event.task.map(|task| (task, on.clone())));
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

    fn stop(&mut self) {
        self.close_quiet();
        self.flush_run();
        self.push(None, Kind::Stopped);
    }

    fn finish(mut self, code: Option<i32>) -> Vec<Event> {
        self.close_quiet();
        self.flush_run();
        if !self.line.is_empty() {
            self.text("\n");
        }
        self.push(None, Kind::Exited { code });
        self.events
    }
}
