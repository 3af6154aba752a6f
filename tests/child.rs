//! Child processes that can't keep a test waiting forever.

use std::io::{self, Read};
use std::process::{Child, Command, Output};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Waits for `child` to end, and returns what it prints into its pipes.
///
/// # Panics
///
/// If `command` could not be started as a child, or if the child has not ended within `limit`. It
/// is killed then.
#[track_caller]
pub fn output(command: &Command, child: io::Result<Child>, limit: Duration) -> Output {
    let mut child = child.unwrap_or_else(|error| panic!("{command:?}: {error}"));
    // On threads of their own: a child that fills a pipe waits until it is read.
    let (stdout, stderr) = (read(child.stdout.take()), read(child.stderr.take()));
    let deadline = Instant::now() + limit;
    let status = loop {
        if let Some(status) = child.try_wait().expect("it was started") {
            break status;
        }
        if Instant::now() > deadline {
            child.kill().expect("it was started");
            child.wait().expect("it was started");
            panic!("it has not ended within {limit:?}: {command:?}");
        }
        thread::sleep(Duration::from_millis(2));
    };
    let [stdout, stderr] = [stdout, stderr].map(|pipe| pipe.join().expect("it can be read"));
    Output { status, stdout, stderr }
}

fn read(pipe: Option<impl Read + Send + 'static>) -> JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        if let Some(mut pipe) = pipe {
            pipe.read_to_end(&mut bytes).expect("it can be read");
        }
        bytes
    })
}
