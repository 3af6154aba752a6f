//! Rounds: in each, every contender does the workload once. So a slow phase of the machine slows all
//! of them down.

use std::io::{IsTerminal, Write, stderr};
use std::time::Instant;

use crate::catalogue::Entry;
use crate::child;
use crate::contender::Contender;
use crate::options::Options;

/// The figures of one workload.
pub struct Outcome<'a> {
    /// The workload.
    pub entry: &'a Entry,
    /// The contenders that did it in every round.
    pub runs: Vec<Run<'a>>,
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

/// Runs every entry on every contender.
pub fn all<'a>(
    entries: &'a [Entry],
    contenders: &'a [Contender],
    options: &Options,
) -> Vec<Outcome<'a>> {
    let start = Instant::now();
    let mut outcomes = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let usual = if options.quick { entry.rounds.min(2) } else { entry.rounds };
        let rounds = options.rounds.unwrap_or(usual);
        let progress = format!("[{}/{}] {}", index + 1, entries.len(), entry.name);
        outcomes.push(one(entry, contenders, rounds, options.quick, &progress));
    }
    show(&format!("measured in {:.0} s", start.elapsed().as_secs_f64()), true);
    outcomes
}

fn one<'a>(
    entry: &'a Entry,
    contenders: &'a [Contender],
    rounds: usize,
    quick: bool,
    progress: &str,
) -> Outcome<'a> {
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
            figures.extend(if entry.own_process {
                child::measure(entry, contender, quick)
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
    Outcome { entry, runs, failures }
}

/// Shows progress on a line of standard error. The next line replaces it unless `keep`.
fn show(line: &str, keep: bool) {
    let clear = if stderr().is_terminal() { "\r\x1b[K" } else { "" };
    let end = if keep { "\n" } else { "" };
    // A closed standard error must not stop the measurements.
    let mut stderr = stderr().lock();
    drop(write!(stderr, "{clear}{line}{end}").and_then(|()| stderr.flush()));
}
