//! Rounds: in each, every contender does the workload once. What slows the machine down for a
//! while slows down all of them.

use std::io::{IsTerminal, Write, stderr};
use std::time::Instant;

use crate::catalogue::Entry;
use crate::child;
use crate::contender::Contender;
use crate::options::Options;

/// What a workload came to.
pub struct Outcome<'a> {
    /// The workload.
    pub entry: &'a Entry,
    /// Who did it, and the figures of each round.
    pub runs: Vec<Run<'a>>,
    /// Who didn't in each round, and so is left out.
    pub failures: Vec<String>,
}

/// One contender's rounds of one workload.
pub struct Run<'a> {
    /// Who.
    pub contender: &'a Contender,
    /// A figure for each row, round by round.
    rounds: Vec<Vec<f64>>,
}

impl Run<'_> {
    /// The figures of one row, round by round; empty if this machine has none.
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
            // Who goes first changes, since the first finds other caches than the last.
            let turn = (place + round) % contenders.len();
            let Run { contender, rounds: figures } = &mut runs[turn];
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
        // Who can't do the workload at all has done none.
        if !done.is_empty() && done.len() < rounds {
            let (name, failed) = (contender.name, rounds - done.len());
            failures.push(format!(
                "{name}: left out of {}, it died in {failed} of {rounds} rounds",
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

/// Progress, on a line of standard error that the next one may replace.
fn show(line: &str, keep: bool) {
    let clear = if stderr().is_terminal() { "\r\x1b[K" } else { "" };
    let end = if keep { "\n" } else { "" };
    // A closed standard error is no reason to stop measuring.
    let mut stderr = stderr().lock();
    drop(write!(stderr, "{clear}{line}{end}").and_then(|()| stderr.flush()));
}
