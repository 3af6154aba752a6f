//! Says which contenders are no peers in which workloads, and why.

use crate::catalogue::Group;
use crate::contender::Kind;
use crate::promise::Promise;
use crate::verdict::Verdict;

/// A sentence for each runtime and each promise that it doesn't keep, as far as `rows` rely on it;
/// and one for the baselines.
pub fn notes<'a>(rows: impl IntoIterator<Item = &'a Verdict<'a>>) -> Vec<String> {
    let rows: Vec<&Verdict> = rows.into_iter().collect();
    let mut notes = Vec::new();
    for promise in Promise::ALL {
        let relying: Vec<&Verdict> =
            rows.iter().copied().filter(|row| row.promise == Some(promise)).collect();
        for name in names(&relying, |kind, breaks| kind == Kind::Peer && breaks.contains(&promise))
        {
            let reason = promise.when_broken();
            let workloads = workloads(&relying).join(", ");
            notes.push(format!("{name} {reason}: no peer in {workloads}"));
        }
    }
    let baselines = names(&rows, |kind, _| kind == Kind::Baseline);
    if !baselines.is_empty() {
        notes.push(format!("baselines, so no peers in any row: {}", baselines.join(", ")));
    }
    notes
}

/// The contenders with figures in `rows` that `wanted` accepts, each once.
fn names(rows: &[&Verdict], wanted: impl Fn(Kind, &[Promise]) -> bool) -> Vec<&'static str> {
    let mut names = Vec::new();
    for cell in rows.iter().flat_map(|row| &row.cells) {
        let contender = cell.contender;
        if wanted(contender.kind, contender.breaks) && !names.contains(&contender.name) {
            names.push(contender.name);
        }
    }
    names
}

/// The workloads of `rows`, each once, and each curve once.
fn workloads(rows: &[&Verdict]) -> Vec<String> {
    let mut workloads = Vec::new();
    for row in rows {
        let name = match row.group {
            Group::Growth(tasks) => row.workload.replace(&tasks.to_string(), "…"),
            _ => row.workload.to_owned(),
        };
        if !workloads.contains(&name) {
            workloads.push(name);
        }
    }
    workloads
}
