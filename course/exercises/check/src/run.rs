//! Runs test programs and judges what comes of them.

use std::collections::VecDeque;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use crate::Result;

/// What a solution may take. The watchdog of the tests has more patience.
const PROMPT: Duration = Duration::from_secs(2);
/// What is not solved may make each test hang until the watchdog ends it. Longer than that is a
/// fault.
const HANGS: Duration = Duration::from_secs(30);
/// A busy machine may be the reason why a run was too long. Then a later one is not.
const ATTEMPTS: usize = 5;
/// Many wrong answers hang until the watchdog ends them, so it pays to run some of them together.
const TOGETHER: usize = 4;

/// A test program to run.
pub struct Job {
    pub what: String,
    /// `None` if cargo has not built it.
    pub program: Option<PathBuf>,
    pub wanted: Wanted,
}

/// What must come of a test program.
pub enum Wanted {
    Success,
    Failure,
    /// A failure that says this.
    Message(String),
}

struct Outcome {
    success: bool,
    output: String,
    time: Duration,
}

/// Runs all jobs. Returns a text for each that went wrong.
pub fn run_all(jobs: Vec<Job>) -> Vec<String> {
    // What must be prompt runs alone.
    let (solutions, others): (Vec<_>, Vec<_>) =
        jobs.into_iter().partition(|job| matches!(job.wanted, Wanted::Success));
    let faults: Mutex<Vec<String>> = Mutex::default();
    run_together(1, solutions, &faults);
    run_together(TOGETHER, others, &faults);
    faults.into_inner().expect("no panic")
}

/// Runs `jobs` on `threads` threads.
fn run_together(threads: usize, jobs: Vec<Job>, faults: &Mutex<Vec<String>>) {
    let jobs = Mutex::new(VecDeque::from(jobs));
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(job) = { jobs.lock().expect("no panic").pop_front() } {
                    let fault = fault(&job).unwrap_or_else(|error| Some(error.to_string()));
                    let fault = fault.map(|fault| format!("{} {fault}", job.what));
                    faults.lock().expect("no panic").extend(fault);
                }
            });
        }
    });
}

/// Runs `job`. Returns what is wrong, if anything is.
fn fault(job: &Job) -> Result<Option<String>> {
    let program = job.program.as_ref().ok_or("has not been built")?;
    let limit = match job.wanted {
        Wanted::Success => PROMPT,
        Wanted::Failure | Wanted::Message(_) => HANGS,
    };
    let mut outcome = run(program)?;
    for _ in 1..ATTEMPTS {
        if outcome.time < limit {
            break;
        }
        outcome = run(program)?;
    }
    let Outcome { success, output, time } = outcome;
    Ok(match &job.wanted {
        _ if time >= limit => Some(format!("takes {time:?}, and may take {limit:?}:\n{output}")),
        Wanted::Success if !success => Some(format!("fails:\n{output}")),
        Wanted::Failure if success => Some("passes already".to_owned()),
        Wanted::Message(_) if success => Some("passes".to_owned()),
        Wanted::Message(words) if !output.contains(words) => {
            Some(format!("is refused without the words {words:?}:\n{output}"))
        }
        _ => None,
    })
}

fn run(program: &Path) -> Result<Outcome> {
    let start = Instant::now();
    let mut child = Command::new(program)
        // The messages have to say enough.
        .env("RUST_BACKTRACE", "0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let output = thread::scope(|scope| {
        let (mut out, mut err) = (child.stdout.take(), child.stderr.take());
        let out = scope.spawn(move || read_all(out.as_mut()));
        let err = scope.spawn(move || read_all(err.as_mut()));
        let success = wait(&mut child, start);
        let output = [out, err].map(|reader| reader.join().expect("it does not panic")).concat();
        success.map(|success| (success, output))
    });
    let (success, output) = output?;
    Ok(Outcome { success, output, time: start.elapsed() })
}

/// Waits for `child`, and ends it if it hangs. Returns whether it succeeded.
fn wait(child: &mut Child, start: Instant) -> Result<bool> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status.success());
        }
        if start.elapsed() > HANGS {
            child.kill()?;
        }
        thread::sleep(Duration::from_millis(5));
    }
}

fn read_all(from: Option<&mut impl Read>) -> String {
    let mut bytes = Vec::new();
    // What was read before an error is still worth showing.
    let _ = from.expect("it is piped").read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}
