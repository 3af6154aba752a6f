//! Where the figures come from: the machine, and the versions of what was measured.

use std::fs;

use sysinfo::{CpuRefreshKind, RefreshKind, System};

use crate::contender::Contender;
use crate::measure;

/// The versions that this program was built with. The one place that knows where the lock file is.
const CARGO_LOCK: &str = include_str!("../../../Cargo.lock");

/// The version of `package` in the lock file.
pub fn locked_version(package: &str) -> String {
    let name = format!("name = \"{package}\"");
    let mut lines = CARGO_LOCK.lines().skip_while(|line| **line != name);
    let version = lines.nth(1).and_then(|line| line.split('"').nth(1));
    version.unwrap_or("unknown").to_owned()
}

/// The machine, its load, the system, the compiler and the profile, then every contender's version.
pub fn describe(pinned: &str, contenders: &[Contender]) -> Vec<String> {
    let system = System::new_with_specifics(
        RefreshKind::nothing().with_cpu(CpuRefreshKind::nothing().with_frequency()),
    );
    let cpus = system.cpus();
    let brand = cpus.first().map_or("unknown CPU", |cpu| cpu.brand());
    let versions: Vec<String> = contenders
        .iter()
        .filter_map(|contender| Some(format!("{} {}", contender.name, contender.version.as_ref()?)))
        .collect();
    let load = System::load_average().five;
    vec![
        format!(
            "{brand}, {} cores; the bench is {pinned}; load average {load:.1} (the bench alone: 1)",
            cpus.len()
        ),
        format!(
            "{}, kernel {}; {}, profile {}",
            System::long_os_version().unwrap_or_else(|| "unknown system".to_owned()),
            System::kernel_version().unwrap_or_else(|| "unknown".to_owned()),
            env!("BENCH_RUSTC"),
            measure::profile(),
        ),
        versions.join(", "),
    ]
}

/// The highest memory use of this process so far; `None` if the system doesn't report it.
pub fn peak_memory_mib() -> Option<f64> {
    Some(status("VmHWM:")? / 1024.0)
}

/// How often the main thread of this process has blocked so far; `None` if the system doesn't report
/// it. Where the main thread runs an event loop, it blocks when the loop parks.
pub fn times_blocked() -> Option<f64> {
    status("voluntary_ctxt_switches:")
}

fn status(name: &str) -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}
