//! Clocks, medians and the process's one core.

use std::time::{Duration, Instant};

use cpu_time::ProcessTime;

/// Reads the CPU time of the whole process, and the wall's.
pub struct Stopwatch {
    cpu: ProcessTime,
    wall: Instant,
}

impl Stopwatch {
    /// Starts now.
    pub fn start() -> Self {
        Self { wall: Instant::now(), cpu: ProcessTime::now() }
    }

    /// CPU time so far, as nanoseconds for one of `operations`.
    pub fn cpu_nanos_each(&self, operations: usize) -> f64 {
        nanos(self.cpu.elapsed()) / count(operations)
    }

    /// Wall time so far, as nanoseconds for one of `operations`.
    pub fn wall_nanos_each(&self, operations: usize) -> f64 {
        nanos(self.wall.elapsed()) / count(operations)
    }
}

/// A duration as a figure to calculate with.
pub fn nanos(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e9
}

/// A count as a figure to calculate with: none here comes near the 52 bits that a float keeps.
#[expect(clippy::cast_precision_loss, reason = "no count here needs 52 bits")]
pub fn count(operations: usize) -> f64 {
    operations as f64
}

/// The middle one, or the mean of the two in the middle; nothing if there is none.
pub fn median(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    let upper = *values.get(middle)?;
    if values.len() % 2 == 1 {
        return Some(upper);
    }
    Some(f64::midpoint(values[middle - 1], upper))
}

/// The median of `ours / theirs`, each pair from one round, so that what slowed a round down
/// slowed both.
pub fn median_ratio(ours: &[f64], theirs: &[f64]) -> Option<f64> {
    median(ours.iter().zip(theirs).map(|(ours, theirs)| ours / theirs))
}

/// Ties the process, its later threads and its children to one core; says what came of it.
///
/// The last core, since the first one takes most of a machine's interrupts.
pub fn pin_to_one_core() -> String {
    let core = core_affinity::get_core_ids().and_then(|cores| cores.last().copied());
    match core {
        Some(core) if core_affinity::set_for_current(core) => {
            format!("pinned to core {}", core.id)
        }
        _ => "not pinned to one core: this system doesn't let it".to_owned(),
    }
}
