//! Rounds: in each, every contender does the workload once. So a slow phase of the machine slows
//! all of them down.

use std::env;
use std::io::{IsTerminal, Write, stderr};
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::catalogue::{Entry, Group};
use crate::child;
use crate::contender::{Contender, Kind};
use crate::load::{Load, Loads};
use crate::options::Options;

/// The figures of one workload.
pub struct Outcome<'a> {
    /// The workload.
    pub entry: &'a Entry,
    /// The contenders that did it in every round.
    pub runs: Vec<Run<'a>>,
    /// jacobio's ratios to tokio in the plain profile: one for each row, round by round.
    pub plain: Vec<Vec<f64>>,
    /// A sentence for each contender that crashed in a round, and so is left out.
    pub failures: Vec<String>,
}

/// One contender's rounds of one workload.
pub struct Run<'a> {
    /// The contender.
    pub contender: &'a Contender,
    /// A figure for each row, round by round.
    rounds: Vec<Vec<f64>>,
}

impl Run<'_> {
    /// The figures of one row, round by round; empty if there are none on this machine.
    pub fn figures(&self, row: usize) -> Vec<f64> {
        self.rounds.iter().filter_map(|figures| figures.get(row).copied()).collect()
    }
}

/// Runs every entry on every contender, and jacobio and tokio in the bench at `plain` too.
pub fn all<'a>(
    entries: &'a [Entry],
    contenders: &'a [Contender],
    options: &Options,
    plain: Option<&PathBuf>,
    loads: &mut Loads,
) -> Vec<Outcome<'a>> {
    let start = Instant::now();
    let mut outcomes = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let usual = if options.full { entry.rounds } else { entry.rounds.min(3) };
        let rounds = options.rounds.unwrap_or(usual);
        let progress = format!("[{}/{}] {}", index + 1, entries.len(), entry.name);
        let mut outcome =
            undisturbed(loads, || one(entry, contenders, rounds, options.full, &progress));
        if let Some(plain) = plain.filter(|_| !matches!(entry.group, Group::Growth(_))) {
            show(&format!("{progress}, in the plain profile"), false);
            let rounds = (0..rounds.min(5)).filter_map(|_| plain_ratios(plain, entry, contenders));
            outcome.plain = rounds.collect();
        }
        outcomes.push(outcome);
    }
    show(&format!("measured in {:.0} s", start.elapsed().as_secs_f64()), true);
    outcomes
}

/// Measures, and again if other processes kept the machine busy meanwhile.
fn undisturbed<T>(loads: &mut Loads, mut measure: impl FnMut() -> T) -> T {
    const TRIES: usize = 4;
    for _ in 1..TRIES {
        let load = Load::start();
        let figures = measure();
        if load.is_tolerable() {
            loads.note(&load);
            return figures;
        }
    }
    let load = Load::start();
    let figures = measure();
    loads.note(&load);
    figures
}

fn one<'a>(
    entry: &'a Entry,
    contenders: &'a [Contender],
    rounds: usize,
    full: bool,
    progress: &str,
) -> Outcome<'a> {
    let program = env::current_exe().ok();
    let mut runs: Vec<Run> =
        contenders.iter().map(|contender| Run { contender, rounds: Vec::new() }).collect();
    show(&format!("{progress}, {rounds} rounds"), !stderr().is_terminal());
    for round in 0..rounds {
        for place in 0..runs.len() {
            // The order rotates, since the first contender finds other caches than the last.
            let next = (place + round) % contenders.len();
            let Run { contender, rounds: figures } = &mut runs[next];
            if stderr().is_terminal() {
                let name = contender.name;
                show(&format!("{progress}, round {} of {rounds}: {name}", round + 1), false);
            }
            figures.extend(if entry.workload.needs_own_process() {
                program.as_ref().and_then(|bench| child::measure(bench, entry, contender, full))
            } else {
                (contender.measure)(entry.workload)
            });
        }
    }
    let mut failures = Vec::new();
    runs.retain(|Run { contender, rounds: done }| {
        // A contender that can't do the workload has done no round.
        if !done.is_empty() && done.len() < rounds {
            let (name, failed) = (contender.name, rounds - done.len());
            failures.push(format!(
                "{name}: left out of {}, it crashed in {failed} of {rounds} rounds",
                entry.name
            ));
        }
        done.len() == rounds
    });
    for failure in &failures {
        show(failure, true);
    }
    Outcome { entry, runs, plain: Vec::new(), failures }
}

/// jacobio's ratio to tokio in each row, measured by another build of the bench.
fn plain_ratios(bench: &Path, entry: &Entry, contenders: &[Contender]) -> Option<Vec<f64>> {
    let figures = |contender: Option<&Contender>| child::measure(bench, entry, contender?, true);
    let ours = figures(contenders.iter().find(|contender| contender.kind == Kind::Ours))?;
    let tokio = figures(contenders.iter().find(|contender| contender.name == "tokio"))?;
    let rows = entry.rows.iter().zip(ours.iter().zip(&tokio));
    Some(rows.map_while(|(row, (ours, tokio))| row.has_ratios.then_some(ours / tokio)).collect())
}

/// Shows progress on a line of standard error. The next line replaces it unless `keep`.
fn show(line: &str, keep: bool) {
    let clear = if stderr().is_terminal() { "\r\x1b[K" } else { "" };
    let end = if keep { "\n" } else { "" };
    // A closed standard error must not stop the measurements.
    let mut stderr = stderr().lock();
    drop(write!(stderr, "{clear}{line}{end}").and_then(|()| stderr.flush()));
}
