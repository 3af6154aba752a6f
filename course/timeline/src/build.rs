//! Asks cargo for programs.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use serde::Deserialize;

use crate::error::Error;
use crate::programs::{Variant, root};

/// A build that takes longer is announced.
const SILENCE: Duration = Duration::from_secs(1);

/// What a target is built to, by its name.
pub type Executables = BTreeMap<String, PathBuf>;

/// What this module reads of cargo's messages.
#[derive(Deserialize)]
struct Message {
    target: Option<Target>,
    executable: Option<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

/// Returns the command that builds what `targets`, arguments of `cargo build`, names. The compiler's
/// messages go to standard error, and cargo's own to standard output, for [`executables`].
pub fn cargo(targets: &[&str]) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--message-format=json-render-diagnostics"]).args(targets);
    cargo.current_dir(root()).stdout(Stdio::piped()).stderr(Stdio::inherit());
    cargo
}

/// Reads what [`cargo`] has printed.
pub fn executables(messages: &[u8]) -> Executables {
    let messages = String::from_utf8_lossy(messages);
    let messages = messages.lines().filter_map(|line| serde_json::from_str::<Message>(line).ok());
    messages.filter_map(|message| Some((message.target?.name, message.executable?))).collect()
}

/// Builds what `targets` names.
fn build(targets: &[&str]) -> Result<Executables, Error> {
    let (done, is_done) = channel::<()>();
    thread::spawn(move || {
        if is_done.recv_timeout(SILENCE) == Err(RecvTimeoutError::Timeout) {
            eprintln!("building the programs …");
        }
    });
    let output = cargo(targets).output()?;
    drop(done);
    if !output.status.success() {
        return Err(Error::Refused);
    }
    Ok(executables(&output.stdout))
}

/// Builds the program of `variant` with the recorder. It records nothing unless it is asked to.
///
/// # Errors
///
/// If it doesn't compile.
pub fn recorded(variant: &Variant) -> Result<Command, Error> {
    only(&build(&["--package", "timeline", "--example", &variant.target])?)
}

/// Builds the program of `variant` as its own package has it.
///
/// # Errors
///
/// If it doesn't compile.
pub fn plain(variant: &Variant) -> Result<Command, Error> {
    variant.plain.map_or_else(|| recorded(variant), |targets| only(&build(targets)?))
}

fn only(executables: &Executables) -> Result<Command, Error> {
    executables.values().next().map(Command::new).ok_or(Error::Refused)
}
