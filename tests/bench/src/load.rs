//! How busy the machine is with other things than the bench. Figures from a busy machine mislead,
//! so they are never published.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use cpu_time::ProcessTime;

/// More cores than this, kept busy by other processes, spoil a run.
const TOLERATED: f64 = 0.5;

/// The machine's work, and the bench's share in it, since `start`.
pub struct Load {
    since: Instant,
    /// CPU time that the machine and the bench had used by then; `None` if the system can't tell.
    used: Option<(f64, f64)>,
}

impl Load {
    pub fn start() -> Self {
        Self { since: Instant::now(), used: used() }
    }

    /// Whether figures taken since the start are worth keeping. Less than a second says little: the
    /// system counts in hundredths.
    pub fn is_tolerable(&self) -> bool {
        self.since.elapsed() < Duration::from_secs(1)
            || self.of_others().is_none_or(|load| load <= TOLERATED)
    }

    /// CPU time of all processes that the bench has started and waited for, in seconds.
    #[cfg(unix)]
    pub fn of_children() -> Option<f64> {
        use nix::sys::resource::{UsageWho, getrusage};
        use nix::sys::time::TimeValLike;

        let usage = getrusage(UsageWho::RUSAGE_CHILDREN).ok()?;
        let micros = (usage.user_time() + usage.system_time()).num_microseconds();
        Some(Duration::from_micros(micros.try_into().ok()?).as_secs_f64())
    }

    /// Only Unix tells.
    #[cfg(not(unix))]
    pub fn of_children() -> Option<f64> {
        None
    }

    /// How many cores other processes kept busy since the start, on average; `None` if the system
    /// can't tell.
    pub fn of_others(&self) -> Option<f64> {
        let ((machine, ours), (machine_before, ours_before)) = (used()?, self.used?);
        let others = (machine - machine_before) - (ours - ours_before);
        Some((others / self.since.elapsed().as_secs_f64()).max(0.0))
    }
}

/// The load of others before a run and during it.
pub struct Loads {
    before: Option<f64>,
    during: Load,
    /// Workloads that were disturbed every time they were tried.
    disturbed: usize,
}

impl Loads {
    /// Watches the machine for two seconds, doing nothing.
    pub fn before() -> Self {
        let idle = Load::start();
        thread::sleep(Duration::from_secs(2));
        Self { before: idle.of_others(), during: Load::start(), disturbed: 0 }
    }

    /// Notes the load during one workload.
    pub fn note(&mut self, workload: &Load) {
        if !workload.is_tolerable() {
            self.disturbed += 1;
        }
    }

    /// Whether the figures may be published.
    pub fn is_quiet(&self) -> bool {
        let loads = [self.before, self.during.of_others()];
        let is_quiet = |load: Option<f64>| load.is_some_and(|load| load <= TOLERATED);
        self.disturbed == 0 && loads.into_iter().all(is_quiet)
    }

    /// A sentence about the load.
    pub fn in_words(&self) -> String {
        let (Some(before), Some(during)) = (self.before, self.during.of_others()) else {
            return "UNKNOWN LOAD: this system doesn't say how busy other processes are".to_owned();
        };
        let verdict = if self.is_quiet() { "A quiet machine" } else { "LOADED MACHINE" };
        format!(
            "{verdict}: other processes kept {before:.2} cores busy before the run, {during:.2} \
             during it; {} workloads were disturbed even when repeated",
            self.disturbed
        )
    }
}

/// CPU time used so far, in seconds: by the whole machine, and by the bench with the processes that
/// it has started and waited for.
fn used() -> Option<(f64, f64)> {
    Some((machine()?, ours()?))
}

fn machine() -> Option<f64> {
    const TICKS_PER_SECOND: f64 = 100.0;
    let stat = fs::read_to_string("/proc/stat").ok()?;
    let fields = stat.lines().next()?.split_whitespace().skip(1);
    let ticks: Vec<f64> = fields.map_while(|field| field.parse().ok()).collect();
    // User, nice, system, idle, waiting for a disk, interrupts (two columns), taken by other
    // guests.
    let [user, nice, system, _idle, _disk, hard, soft, stolen, ..] = ticks[..] else { return None };
    Some((user + nice + system + hard + soft + stolen) / TICKS_PER_SECOND)
}

fn ours() -> Option<f64> {
    Some(ProcessTime::now().as_duration().as_secs_f64() + Load::of_children()?)
}
