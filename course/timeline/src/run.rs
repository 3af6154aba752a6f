//! Runs a program under the recorder.

use std::fs;
use std::io::{self, Read};
use std::mem;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use recorder::event::{Clock, Header, SCHEMA, Stop};
use recorder::{FRAME_END, on};

use crate::assembly::Assembly;
use crate::error::Error;
use crate::programs::{Program, Simulate, Variant};
use crate::record::Record;

/// A program that was polled this often without any progress is stopped: one that waits for a
/// deadline, and one that has none.
const MAX_REPEATED: u64 = 5_000_000;
const MAX_WITHOUT_DEADLINE: u64 = 500_000;
/// This many fruitless polls show that tasks wake themselves, or each other, forever.
const MAX_FRUITLESS: usize = 10_000;
/// A program in which so much happened is stopped.
const MAX_EVENTS: usize = 300_000;
/// A parked thread that nothing can wake is stuck. How many threads a process has is known on
/// Linux; elsewhere it may have others, which get more time.
const STUCK: Duration = Duration::from_millis(100);
const STUCK_UNLESS_WOKEN: Duration = Duration::from_secs(10);
/// How often [`Limits::stop`] is looked at.
const LOOK: Duration = Duration::from_millis(20);

/// When a run is ended from outside.
#[derive(Clone, Debug)]
pub struct Limits {
    /// A program that writes nothing for so long is stopped. On a machine that is busy with other
    /// things each step may take seconds.
    pub silence: Duration,
    /// A program in which a poll takes so long is stopped.
    pub poll: Duration,
    /// Ends the run once another thread sets it to `true`. There is no record then.
    pub stop: Arc<AtomicBool>,
    /// Called now and then with how long the run has taken so far.
    pub progress: fn(Duration),
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            silence: Duration::from_secs(60),
            poll: Duration::from_secs(5),
            stop: Arc::default(),
            progress: |_| {},
        }
    }
}

/// Runs `command`, which is `program` as `variant` says, and records it.
///
/// # Errors
///
/// If it can't be run, ends at once with exit code 2, or is interrupted.
pub fn record(
    mut command: Command,
    program: &Program,
    variant: &Variant,
    clock: Clock,
    limits: &Limits,
) -> Result<Record, Error> {
    command.stdout(Stdio::piped());
    command.env(on::LOOP, variant.on.name()).env(on::RECORD, "1");
    let folder = variant.source.rsplit_once('/').map_or("", |(folder, _)| folder);
    command.env(on::FOLDER, folder);
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
    let mut assembly = Assembly::default();
    let read = read(&mut child, &mut assembly, limits);
    if !matches!(read, Ok(None)) {
        child.kill()?;
    }
    let status = child.wait()?;
    match read? {
        Some(End::Stuck) => assembly.stuck(),
        Some(End::Stopped(why)) => assembly.stop(why),
        None => {}
    }
    let header = Header {
        schema: SCHEMA,
        program: program.name.clone(),
        source: variant.source.clone(),
        on: variant.on,
        clock,
    };
    let events = assembly.finish(status.code());
    // A program that was recorded has at least a task.
    if events.len() < 2 || status.code() == Some(2) {
        return Err(Error::Refused);
    }
    Ok(Record { header, events })
}

/// Why a run was ended.
enum End {
    Stuck,
    Stopped(Stop),
}

/// Reads the child's output to its end. Returns why it ends before that, if it does.
fn read(child: &mut Child, assembly: &mut Assembly, limits: &Limits) -> Result<Option<End>, Error> {
    let output = child.stdout.take().expect("it is piped");
    let chunks = chunks(output);
    let mut rest = Vec::new();
    let start = Instant::now();
    let mut last = start;
    loop {
        (limits.progress)(start.elapsed());
        if limits.stop.load(Ordering::Relaxed) {
            return Err(Error::Interrupted);
        }
        match chunks.recv_timeout(LOOK) {
            Ok(chunk) => {
                last = Instant::now();
                rest.extend(chunk?);
            }
            Err(RecvTimeoutError::Disconnected) => break,
            Err(RecvTimeoutError::Timeout) => {}
        }
        let complete = rest.iter().rposition(|&byte| byte == b'\n' || byte == FRAME_END as u8);
        if let Some(end) = complete {
            let later = rest.split_off(end + 1);
            assembly.take(&String::from_utf8_lossy(&mem::replace(&mut rest, later)))?;
        }
        if let Some(end) = end(child, assembly, limits, last.elapsed()) {
            return Ok(Some(end));
        }
    }
    assembly.take(&String::from_utf8_lossy(&rest))?;
    Ok(None)
}

/// Decides, after `silence`, whether the run should end, and returns how.
fn end(child: &Child, assembly: &Assembly, limits: &Limits, silence: Duration) -> Option<End> {
    let is_alone = || match threads(child) {
        Some(threads) => (silence > STUCK || assembly.repeated() > 0) && threads == 1,
        None => silence > STUCK_UNLESS_WOKEN || assembly.repeated() > 0,
    };
    let polls_in_vain = assembly.repeated() == 0 || assembly.repeated() > MAX_WITHOUT_DEADLINE;
    if assembly.needs_another_thread() && polls_in_vain && is_alone() {
        return Some(End::Stuck);
    }
    let stop = if assembly.fruitless() > MAX_FRUITLESS {
        Stop::Spins
    } else if assembly.running().is_some() && silence > limits.poll {
        Stop::NeverReturned
    } else if silence > limits.silence
        || assembly.repeated() > MAX_REPEATED
        || assembly.events() > MAX_EVENTS
    {
        Stop::TooLong
    } else {
        return None;
    };
    Some(End::Stopped(stop))
}

/// How many threads `child` has, if the system says so.
fn threads(child: &Child) -> Option<usize> {
    fs::read_dir(format!("/proc/{}/task", child.id())).ok().map(Iterator::count)
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
