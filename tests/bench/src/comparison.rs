//! One row of the table: each contender's median, and jacobio's ratio to another with its spread.

use crate::catalogue::{Entry, Row};
use crate::contender::{Contender, Kind};
use crate::measure::median;
use crate::rounds::Outcome;

/// One row with its figures.
pub struct Comparison<'a> {
    /// The row.
    pub row: Row,
    /// Its workload.
    pub entry: &'a Entry,
    /// The figures of each contender that can do the workload.
    pub cells: Vec<Cell<'a>>,
    /// jacobio's ratio to tokio in cargo's default release profile.
    pub plain: Option<f64>,
}

/// One contender's figure.
pub struct Cell<'a> {
    /// The contender.
    pub contender: &'a Contender,
    /// Its figures, round by round.
    pub figures: Vec<f64>,
    /// Their median; or the lowest, where the point is that none is lower.
    pub figure: f64,
}

/// The ratios of two contenders' figures, each from one round, because a slow round slows both.
#[derive(Clone, Copy)]
pub struct Ratio {
    pub median: f64,
    pub lowest: f64,
    pub highest: f64,
}

/// The rows of one workload.
pub fn of<'a>(outcome: &'a Outcome) -> impl Iterator<Item = Comparison<'a>> {
    outcome.entry.rows.iter().enumerate().map(|(index, row)| {
        let cells = outcome.runs.iter().filter_map(|run| {
            let figures = run.figures(index);
            let figure = if row.has_ratios {
                median(figures.iter().copied())
            } else {
                figures.iter().copied().min_by(f64::total_cmp)
            };
            Some(Cell { contender: run.contender, figure: figure?, figures })
        });
        let plain = outcome.plain.iter().filter_map(|ratios| ratios.get(index).copied());
        Comparison { row: *row, entry: outcome.entry, cells: cells.collect(), plain: median(plain) }
    })
}

impl Comparison<'_> {
    /// jacobio's cell, if it took part.
    pub fn ours(&self) -> Option<&Cell<'_>> {
        self.cells.iter().find(|cell| cell.contender.kind == Kind::Ours)
    }

    /// tokio's cell, if it took part.
    pub fn tokio(&self) -> Option<&Cell<'_>> {
        self.cells.iter().find(|cell| cell.contender.name == "tokio")
    }

    /// The lowest figure among the runtimes that do the same work.
    pub fn best_peer(&self) -> Option<&Cell<'_>> {
        let peers = self.cells.iter().filter(|cell| cell.contender.is_peer());
        peers.min_by(|one, other| one.figure.total_cmp(&other.figure))
    }

    /// jacobio's figure, as a multiple of `other`'s, in rows that have ratios.
    pub fn ratio_to(&self, other: Option<&Cell>) -> Option<Ratio> {
        let (ours, other) = (self.ours()?, other?);
        let pairs = ours.figures.iter().zip(&other.figures);
        let ratios: Vec<f64> = pairs.map(|(ours, other)| ours / other).collect();
        self.row.has_ratios.then_some(())?;
        Some(Ratio {
            median: median(ratios.iter().copied())?,
            lowest: ratios.iter().copied().min_by(f64::total_cmp)?,
            highest: ratios.iter().copied().max_by(f64::total_cmp)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue;
    use crate::promise::Promise;

    fn contender(name: &'static str, kind: Kind, breaks: Vec<Promise>) -> Contender {
        let (version, probe) = (String::new(), (|| Ok(())) as fn() -> _);
        Contender { name, version, kind, breaks, probe, keeps: |_| true, measure: |_| None }
    }

    #[test]
    fn a_runtime_that_breaks_a_promise_is_not_the_best_peer() {
        let (ours, honest) = ("jacobio", "tokio");
        let contenders = [
            contender(ours, Kind::Ours, vec![]),
            contender(honest, Kind::Peer, vec![]),
            contender("rash", Kind::Peer, vec![Promise::Rotation]),
            contender("bare", Kind::Baseline, vec![]),
        ];
        let figures = [[2.0, 2.0, 3.0], [8.0, 4.0, 4.0], [1.0; 3], [0.5; 3]];
        let entries = catalogue::all(false);
        let entry = entries.iter().find(|entry| entry.name == "yield-1000").expect("it is listed");
        let cells = contenders.iter().zip(&figures).map(|(contender, figures)| Cell {
            contender,
            figure: figures[1],
            figures: figures.to_vec(),
        });
        let row = Comparison { row: entry.rows[0], entry, cells: cells.collect(), plain: None };
        assert_eq!(row.best_peer().map(|best| best.contender.name), Some(honest));
        let ratio = row.ratio_to(row.best_peer()).expect("both have figures");
        let found = [ratio.lowest, ratio.median, ratio.highest].map(|ratio| format!("{ratio:.2}"));
        assert_eq!(found, ["0.25", "0.50", "0.75"]);
    }
}
