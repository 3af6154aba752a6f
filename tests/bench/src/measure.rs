//! CPU time, medians, the process's one core and its build profile.

use std::env;
use std::path::Path;
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

/// The median of `ours / theirs`, each pair from one round: a slow round slows both.
pub fn median_ratio(ours: &[f64], theirs: &[f64]) -> Option<f64> {
    median(ours.iter().zip(theirs).map(|(ours, theirs)| ours / theirs))
}

/// Pins the process, its later threads and its children to one core, and returns the result in
/// words.
///
/// It is the last core, since the first one handles most of a machine's interrupts.
pub fn pin_to_one_core() -> String {
    let core = core_affinity::get_core_ids().and_then(|cores| cores.last().copied());
    match core {
        Some(core) if core_affinity::set_for_current(core) => {
            format!("pinned to core {}", core.id)
        }
        _ => "not pinned to one core, since this system doesn't allow it".to_owned(),
    }
}

/// The cargo profile that this program was built in. Cargo names the folder of the program after it.
pub fn profile() -> String {
    let program = env::current_exe().ok();
    let folder = program.as_deref().and_then(Path::parent).and_then(Path::file_name);
    folder.map_or_else(|| "unknown".to_owned(), |name| name.to_string_lossy().into_owned())
}
