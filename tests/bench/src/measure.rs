//! CPU time and medians.

use std::time::Duration;

use cpu_time::ProcessTime;

/// Measures the CPU time of the whole process.
pub struct Stopwatch(ProcessTime);

impl Stopwatch {
    /// Starts now.
    pub fn start() -> Self {
        Self(ProcessTime::now())
    }

    /// CPU time so far, in nanoseconds for each of `operations`.
    pub fn cpu_nanos_each(&self, operations: usize) -> f64 {
        nanos(self.0.elapsed()) / count(operations)
    }
}

/// A duration in nanoseconds.
pub fn nanos(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e9
}

/// A count as a float.
#[expect(clippy::cast_precision_loss, reason = "no count here needs 52 bits")]
pub fn count(operations: usize) -> f64 {
    operations as f64
}

/// The middle value, or the mean of the two in the middle; `None` if there are no values.
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
