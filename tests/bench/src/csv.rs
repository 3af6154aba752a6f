//! The figures, for programs.

use std::fmt::Write as _;

use crate::verdict::Verdict;

/// One line for each contender's figure in each row. No field has a comma or a quote in it.
pub fn render(rows: &[Verdict]) -> String {
    let mut text = "workload,row,unit,runtime,version,figure,lowest,highest,rounds\n".to_owned();
    for row in rows {
        for cell in &row.cells {
            let lowest = cell.figures.iter().copied().fold(f64::INFINITY, f64::min);
            let highest = cell.figures.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            _ = writeln!(
                text,
                "{},{},{},{},{},{:.3},{lowest:.3},{highest:.3},{}",
                row.workload,
                row.title.replace(',', ""),
                row.row.unit,
                cell.contender.name,
                cell.contender.version.as_deref().unwrap_or(""),
                cell.figure,
                cell.figures.len(),
            );
        }
    }
    text
}
