//! Records the program each time that it is saved.

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use anstream::adapter::strip_str;
use serde_json::json;

use super::news::News;
use crate::build::Compiler;
use crate::error::Error;
use crate::page::{Run, bundle};
use crate::programs::{self, Program, Variant};
use crate::run::{self, Limits};

/// How often the files are read. That takes less than asking the system for news of them, and no
/// editor's way to save, by a rename for example, escapes it.
const LOOK: Duration = Duration::from_millis(25);
/// A program that writes nothing for so long is stopped.
const SILENCE: Duration = Duration::from_secs(10);

/// Watches `file`, and tells `news` what has come of each save.
pub(super) fn follow(compiler: &Compiler, file: &Path, on: &[String], news: &News) {
    let mut seen = text(file);
    loop {
        let stop = Arc::new(AtomicBool::new(false));
        thread::scope(|scope| {
            let work = scope.spawn(|| record(compiler, file, on, &stop, news));
            // A save ends a program that still runs.
            let changed = loop {
                thread::sleep(LOOK);
                let now = text(file);
                // An editor may empty a file before it writes it.
                if now != seen && !now.is_empty() {
                    break now;
                }
            };
            stop.store(true, Ordering::Relaxed);
            seen = changed;
            if work.join().is_err() {
                eprintln!("the last save couldn't be recorded");
            }
        });
    }
}

/// The text of the file and of the modules beside it.
fn text(file: &Path) -> Vec<u8> {
    let Ok(mut text) = fs::read(file) else { return Vec::new() };
    let folder = file.parent().and_then(|folder| fs::read_dir(folder).ok());
    let mut paths: Vec<_> =
        folder.into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path != file && path.extension().is_some_and(|end| end == "rs"));
    paths.sort();
    text.extend(paths.iter().filter_map(|path| fs::read(path).ok()).flatten());
    text
}

/// Records the file as it is now, and tells what comes of it.
fn record(compiler: &Compiler, file: &Path, on: &[String], stop: &Arc<AtomicBool>, news: &News) {
    news.tell(json!({ "doing": "compiling" }).to_string());
    match runs(compiler, file, on, stop, news) {
        // A line is a message.
        Ok((runs, warnings)) => {
            let warnings = json!(strip_str(&warnings).to_string());
            let bundle = bundle(&runs).replace('\n', "");
            news.tell(format!("{{\"bundle\":{bundle},\"warnings\":{warnings}}}"));
        }
        Err(Error::Interrupted) => {}
        Err(error) => {
            let problem = strip_str(&error.to_string()).to_string();
            news.tell(json!({ "problem": problem }).to_string());
        }
    }
}

fn runs(
    compiler: &Compiler,
    file: &Path,
    on: &[String],
    stop: &Arc<AtomicBool>,
    news: &News,
) -> Result<(Vec<Run>, String), Error> {
    let program = programs::in_file(file)?;
    let variants: Vec<_> = match on {
        [] => vec![&program.variants[0]],
        _ => on.iter().map(|on| variant(&program, on)).collect::<Result<_, _>>()?,
    };
    let built = compiler.compile(&program.variants[0].source)?;
    let mut runs = Vec::new();
    for variant in variants {
        if stop.load(Ordering::Relaxed) {
            return Err(Error::Interrupted);
        }
        news.tell(json!({ "doing": format!("running on {}", variant.on) }).to_string());
        let said = built.executable.with_extension("stderr");
        let mut command = Command::new(&built.executable);
        command.stderr(File::create(&said)?);
        let limits = Limits { silence: SILENCE, stop: Arc::clone(stop), ..Limits::default() };
        match run::record(command, &program, variant, variant.clock, &limits) {
            Ok(record) => runs.push(Run::new(record)?),
            Err(Error::Refused) => return Err(Error::Compiler(fs::read_to_string(said)?)),
            Err(error) => return Err(error),
        }
    }
    Ok((runs, built.warnings))
}

fn variant<'a>(program: &'a Program, on: &str) -> Result<&'a Variant, Error> {
    let found = program.variants.iter().find(|variant| variant.on.name() == on);
    let loops: Vec<_> = program.variants.iter().map(|variant| variant.on.name()).collect();
    found.ok_or_else(|| {
        let known = loops.join(", ");
        Error::Compiler(format!("This program doesn't run on {on}. It runs on {known}."))
    })
}
