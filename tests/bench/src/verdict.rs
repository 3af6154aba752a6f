//! One row of the table: medians, ratios, and whether the goals are met.

use crate::catalogue::Group;
use crate::contender::{Contender, Kind};
use crate::goals::{Goal, Row};
use crate::measure::{median, median_ratio};
use crate::rounds::Outcome;

/// One row, worked out.
pub struct Verdict<'a> {
    /// The row.
    pub row: &'a Row,
    /// The row's title, with the number of tasks where a curve has many.
    pub title: String,
    /// The workload's name, the same for all its rows.
    pub workload: &'a str,
    /// Who has a figure, and which ones.
    pub cells: Vec<Cell<'a>>,
    /// jacobio's figure, as a multiple of tokio's.
    pub to_tokio: Option<f64>,
    /// The same of the best peer's.
    pub to_best: Option<f64>,
}

/// One contender's figure.
pub struct Cell<'a> {
    /// Who.
    pub contender: &'a Contender,
    /// Round by round.
    pub figures: Vec<f64>,
    /// Their median; or the lowest, where the goal is that none may be lower.
    pub figure: f64,
}

/// The rows of one workload.
pub fn of<'a>(outcome: &'a Outcome) -> impl Iterator<Item = Verdict<'a>> {
    let rows = outcome.entry.rows.iter().enumerate();
    rows.map(|(index, row)| {
        let cells = outcome.runs.iter().filter_map(|run| {
            let figures = run.figures(index);
            let figure = if row.is_floor() {
                figures.iter().copied().min_by(f64::total_cmp)
            } else {
                median(figures.iter().copied())
            };
            Some(Cell { contender: run.contender, figure: figure?, figures })
        });
        let mut verdict = Verdict {
            row,
            title: match outcome.entry.group {
                Group::Growth(1) => format!("{}, 1 task", row.title),
                Group::Growth(tasks) => format!("{}, {tasks} tasks", row.title),
                _ => row.title.to_owned(),
            },
            workload: &outcome.entry.name,
            cells: cells.collect(),
            to_tokio: None,
            to_best: None,
        };
        verdict.to_tokio = verdict.ratio_to(verdict.tokio());
        verdict.to_best = verdict.ratio_to(verdict.best_peer());
        verdict
    })
}

impl Verdict<'_> {
    /// jacobio's cell, if it took part.
    pub fn ours(&self) -> Option<&Cell<'_>> {
        self.cells.iter().find(|cell| cell.contender.kind == Kind::Ours)
    }

    fn tokio(&self) -> Option<&Cell<'_>> {
        self.cells.iter().find(|cell| cell.contender.name == "tokio")
    }

    /// The peer with the lowest figure.
    pub fn best_peer(&self) -> Option<&Cell<'_>> {
        self.cells
            .iter()
            .filter(|cell| cell.contender.kind == Kind::Peer)
            .min_by(|one, other| one.figure.total_cmp(&other.figure))
    }

    /// Nothing where a ratio says nothing: two times that must not be negative.
    fn ratio_to(&self, other: Option<&Cell>) -> Option<f64> {
        if self.row.is_floor() {
            return None;
        }
        median_ratio(&self.ours()?.figures, &other?.figures)
    }

    /// Whether a goal is met; nothing where one side of it is missing.
    fn meets(&self, goal: Goal) -> Option<bool> {
        let ours = self.ours()?.figure;
        Some(match goal {
            Goal::Tokio(most) => self.to_tokio? <= most,
            Goal::Best(most) => self.to_best? <= most,
            Goal::AtMost(most) => ours <= most,
            Goal::AtLeast(least) => ours >= least,
        })
    }

    /// Whether all goals are met; nothing if there are none, or if one can't be told.
    pub fn met(&self) -> Option<bool> {
        let goals = self.row.goals.iter().map(|goal| self.meets(*goal));
        let met: Option<Vec<bool>> = goals.collect();
        met.filter(|met| !met.is_empty()).map(|met| met.into_iter().all(|met| met))
    }

    /// The figure that meets every goal, for the charts.
    pub fn target(&self) -> Option<f64> {
        let targets = self.row.goals.iter().filter_map(|goal| match goal {
            Goal::Tokio(most) => Some(most * self.tokio()?.figure),
            Goal::Best(most) => Some(most * self.best_peer()?.figure),
            Goal::AtMost(most) => Some(*most),
            Goal::AtLeast(_) => None,
        });
        targets.min_by(f64::total_cmp)
    }
}
