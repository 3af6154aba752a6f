//! One row of the table: medians, ratios, and whether the goals are met.

use crate::catalogue::Group;
use crate::contender::{Contender, Kind};
use crate::goals::{Goal, Row};
use crate::measure::{median, median_ratio};
use crate::promise::Promise;
use crate::rounds::Outcome;

/// One row with its figures.
pub struct Verdict<'a> {
    /// The row.
    pub row: &'a Row,
    /// The row's title, with the number of tasks where a curve has many.
    pub title: String,
    /// The workload's name, the same for all its rows.
    pub workload: &'a str,
    /// The workload's group.
    pub group: Group,
    /// The promise that the workload relies on, and so its peers keep.
    pub promise: Option<Promise>,
    /// The figures of each contender that can do the workload.
    pub cells: Vec<Cell<'a>>,
}

/// One contender's figure.
pub struct Cell<'a> {
    /// The contender.
    pub contender: &'a Contender,
    /// Its figures, round by round.
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
            let figure = if row.lowest_counts() {
                figures.iter().copied().min_by(f64::total_cmp)
            } else {
                median(figures.iter().copied())
            };
            Some(Cell { contender: run.contender, figure: figure?, figures })
        });
        Verdict {
            row,
            title: match outcome.entry.group {
                Group::Growth(1) => format!("{}, 1 task", row.title),
                Group::Growth(tasks) => format!("{}, {tasks} tasks", row.title),
                _ => row.title.to_owned(),
            },
            workload: &outcome.entry.name,
            group: outcome.entry.group,
            promise: Promise::behind(outcome.entry.workload),
            cells: cells.collect(),
        }
    })
}

impl Verdict<'_> {
    /// jacobio's cell, if it took part.
    pub fn ours(&self) -> Option<&Cell<'_>> {
        self.cells.iter().find(|cell| cell.contender.kind == Kind::Ours)
    }

    /// tokio's cell, if it took part.
    pub fn tokio(&self) -> Option<&Cell<'_>> {
        self.cells.iter().find(|cell| cell.contender.name == "tokio")
    }

    /// The peer with the lowest figure.
    pub fn best_peer(&self) -> Option<&Cell<'_>> {
        self.cells
            .iter()
            .filter(|cell| cell.contender.is_peer(self.promise))
            .min_by(|one, other| one.figure.total_cmp(&other.figure))
    }

    /// jacobio's figure, as a multiple of `other`'s, in rows that have ratios.
    pub fn ratio_to(&self, other: Option<&Cell>) -> Option<f64> {
        if !self.row.has_ratios {
            return None;
        }
        median_ratio(&self.ours()?.figures, &other?.figures)
    }

    /// Whether a goal is met; `None` where one side of it has no figure.
    fn meets(&self, goal: Goal) -> Option<bool> {
        let ours = self.ours()?.figure;
        Some(match goal {
            Goal::Tokio(most) => self.ratio_to(self.tokio())? <= most,
            Goal::BestPeer(most) => self.ratio_to(self.best_peer())? <= most,
            Goal::AtMost(most) => ours <= most,
            Goal::AtLeast(least) => ours >= least,
        })
    }

    /// Whether all goals are met; `None` if there is no goal, or if one can't be checked.
    pub fn met(&self) -> Option<bool> {
        let goals = self.row.goals.iter().map(|goal| self.meets(*goal));
        let met: Option<Vec<bool>> = goals.collect();
        met.filter(|met| !met.is_empty()).map(|met| met.into_iter().all(|met| met))
    }

    /// The figure that meets every goal, for the charts.
    pub fn target(&self) -> Option<f64> {
        let targets = self.row.goals.iter().filter_map(|goal| match goal {
            Goal::Tokio(most) => Some(most * self.tokio()?.figure),
            Goal::BestPeer(most) => Some(most * self.best_peer()?.figure),
            Goal::AtMost(most) => Some(*most),
            Goal::AtLeast(_) => None,
        });
        targets.min_by(f64::total_cmp)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn contender(name: &'static str, kind: Kind, breaks: &'static [Promise]) -> Contender {
        Contender { name, version: None, kind, breaks, probe: || Ok(()), measure: |_| None }
    }

    static OURS: Contender = contender("jacobio", Kind::Ours, &[]);
    static TOKIO: Contender = contender("tokio", Kind::Peer, &[]);
    static SLOW: Contender = contender("slow", Kind::Peer, &[]);
    static CARELESS: Contender = contender("careless", Kind::Peer, &[Promise::PanicIsolation]);
    static BASELINE: Contender = contender("baseline", Kind::Baseline, &[]);

    fn cell<'a>(contender: &'a Contender, figures: &[f64]) -> Cell<'a> {
        let figure = median(figures.iter().copied()).expect("every cell has figures");
        Cell { contender, figure, figures: figures.to_vec() }
    }

    const fn row(goals: &'static [Goal]) -> Row {
        Row { title: "a row", unit: "ns", goals, has_ratios: true }
    }

    fn verdict<'a>(row: &'a Row, promise: Option<Promise>, cells: Vec<Cell<'a>>) -> Verdict<'a> {
        let (title, group) = (row.title.to_owned(), Group::Switching);
        Verdict { row, title, workload: "workload", group, promise, cells }
    }

    fn name_of_best(verdict: &Verdict) -> Option<&'static str> {
        verdict.best_peer().map(|cell| cell.contender.name)
    }

    #[test]
    fn a_baseline_is_never_the_best_peer() {
        let row = row(&[]);
        let cells = vec![cell(&OURS, &[4.0]), cell(&TOKIO, &[8.0]), cell(&BASELINE, &[1.0])];
        assert_eq!(name_of_best(&verdict(&row, None, cells)), Some("tokio"));
    }

    #[test]
    fn a_runtime_is_a_peer_only_where_it_keeps_the_promise() {
        let row = row(&[]);
        let cells = || vec![cell(&OURS, &[4.0]), cell(&TOKIO, &[8.0]), cell(&CARELESS, &[2.0])];
        let best = |promise| name_of_best(&verdict(&row, promise, cells()));
        assert_eq!(best(None), Some("careless"));
        assert_eq!(best(Some(Promise::Rotation)), Some("careless"));
        assert_eq!(best(Some(Promise::PanicIsolation)), Some("tokio"));
    }

    #[test]
    fn a_row_without_peers_has_no_ratio_and_no_answer_to_its_goal() {
        let row = row(&[Goal::BestPeer(0.9)]);
        let cells = vec![cell(&OURS, &[4.0]), cell(&CARELESS, &[2.0]), cell(&BASELINE, &[1.0])];
        let verdict = verdict(&row, Some(Promise::PanicIsolation), cells);
        assert_eq!(name_of_best(&verdict), None);
        assert_eq!(verdict.ratio_to(verdict.best_peer()), None);
        assert_eq!(verdict.met(), None);
        assert_eq!(verdict.target(), None);
    }

    #[test]
    fn a_ratio_is_the_median_of_the_ratios_within_rounds() {
        let row = row(&[]);
        // The second round was slow for both. The medians, 12 and 20, have another ratio.
        let cells = vec![cell(&OURS, &[10.0, 60.0, 12.0]), cell(&TOKIO, &[20.0, 100.0, 16.0])];
        let verdict = verdict(&row, None, cells);
        assert_eq!(verdict.ratio_to(verdict.tokio()), Some(0.6));
    }

    #[test]
    fn a_row_is_met_only_if_every_goal_is() {
        let met = |goals| {
            let row = row(goals);
            let cells = vec![cell(&OURS, &[5.0]), cell(&TOKIO, &[10.0]), cell(&SLOW, &[20.0])];
            verdict(&row, None, cells).met()
        };
        assert_eq!(met(&[]), None);
        assert_eq!(met(&[Goal::Tokio(0.5)]), Some(true));
        assert_eq!(met(&[Goal::BestPeer(0.5), Goal::AtMost(5.0)]), Some(true));
        assert_eq!(met(&[Goal::BestPeer(0.4), Goal::AtMost(5.0)]), Some(false));
        assert_eq!(met(&[Goal::BestPeer(0.5), Goal::AtMost(4.0)]), Some(false));
    }

    #[test]
    fn the_target_meets_every_goal() {
        let row = row(&[Goal::Tokio(0.9), Goal::BestPeer(0.5), Goal::AtMost(7.0)]);
        let cells = vec![cell(&OURS, &[5.0]), cell(&TOKIO, &[10.0]), cell(&SLOW, &[20.0])];
        assert_eq!(verdict(&row, None, cells).target(), Some(5.0));
    }

    #[test]
    fn a_figure_that_may_not_be_negative_has_no_ratio() {
        let row = Row { has_ratios: false, ..row(&[Goal::AtLeast(0.0)]) };
        let met = |ours| {
            let verdict = verdict(&row, None, vec![cell(&OURS, &[ours]), cell(&TOKIO, &[1.0])]);
            assert_eq!(verdict.ratio_to(verdict.tokio()), None);
            verdict.met()
        };
        assert_eq!(met(0.0), Some(true));
        assert_eq!(met(-0.5), Some(false));
    }
}
