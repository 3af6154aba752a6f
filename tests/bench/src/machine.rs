//! Where the figures come from: the machine, its cores, the profile, and the versions of what was
//! measured.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use sysinfo::{CpuRefreshKind, RefreshKind, System};

use crate::contender::Contender;

/// The versions that this program was built with. The one place that knows where the lock file is.
const CARGO_LOCK: &str = include_str!("../../../Cargo.lock");

/// The version of `package` in the lock file.
pub fn locked_version(package: &str) -> String {
    let name = format!("name = \"{package}\"");
    let mut lines = CARGO_LOCK.lines().skip_while(|line| **line != name);
    let version = lines.nth(1).and_then(|line| line.split('"').nth(1));
    version.unwrap_or("unknown").to_owned()
}

/// The machine, the system, the compiler and the profile, then every contender's version.
pub fn describe(pinned: &str, contenders: &[Contender]) -> Vec<String> {
    let system = System::new_with_specifics(
        RefreshKind::nothing().with_cpu(CpuRefreshKind::nothing().with_frequency()),
    );
    let cpus = system.cpus();
    let brand = cpus.first().map_or("unknown CPU", |cpu| cpu.brand());
    let versions: Vec<String> = contenders
        .iter()
        .map(|contender| format!("{} {}", contender.name, contender.version))
        .collect();
    vec![
        format!("{brand}, {} cores; {pinned}", cpus.len()),
        format!(
            "{}, kernel {}; {}, profile {}",
            System::long_os_version().unwrap_or_else(|| "unknown system".to_owned()),
            System::kernel_version().unwrap_or_else(|| "unknown".to_owned()),
            env!("BENCH_RUSTC"),
            profile(),
        ),
        versions.join(", "),
    ]
}

/// Pins the process, its later threads and its children to one core, and returns the result in
/// words.
///
/// It is the last core, since the first one handles most of a machine's interrupts.
#[cfg(target_os = "linux")]
pub fn pin_to_one_core() -> String {
    use nix::sched::{CpuSet, sched_getaffinity, sched_setaffinity};
    use nix::unistd::Pid;

    let this = Pid::from_raw(0);
    let pin = || {
        let allowed = sched_getaffinity(this).ok()?;
        let last = (0..CpuSet::count()).rfind(|core| allowed.is_set(*core) == Ok(true))?;
        let mut only = CpuSet::new();
        only.set(last).ok()?;
        sched_setaffinity(this, &only).ok()?;
        Some(format!("rows are pinned to core {last} unless they say otherwise"))
    };
    pin().unwrap_or_else(|| "not pinned, since this system doesn't allow it".to_owned())
}

/// Other systems pin no process, or only give hints.
#[cfg(not(target_os = "linux"))]
pub fn pin_to_one_core() -> String {
    "not pinned, since this is not Linux".to_owned()
}

/// The cargo profile that this program was built in. Cargo names the folder of the program after
/// it.
pub fn profile() -> String {
    let program = env::current_exe().ok();
    let folder = program.as_deref().and_then(Path::parent).and_then(Path::file_name);
    folder.map_or_else(|| "unknown".to_owned(), |name| name.to_string_lossy().into_owned())
}

/// Undoes the pinning that this process has inherited.
#[cfg(target_os = "linux")]
pub fn unpin() {
    use nix::sched::{CpuSet, sched_setaffinity};
    use nix::unistd::Pid;

    let mut all = CpuSet::new();
    for core in 0..CpuSet::count() {
        let _ = all.set(core);
    }
    // If this fails, so did the pinning.
    let _ = sched_setaffinity(Pid::from_raw(0), &all);
}

/// Other systems have pinned nothing.
#[cfg(not(target_os = "linux"))]
pub fn unpin() {}

/// The cargo that runs this program, or else the one on the path.
pub fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Builds the bench in cargo's default release profile and returns the program.
pub fn build_plain() -> Option<PathBuf> {
    let program = env::current_exe().ok()?;
    let target = program.parent()?.parent()?;
    let mut cargo = Command::new(cargo());
    cargo.args(["build", "--quiet", "--profile", "plain", "--package", "bench", "--target-dir"]);
    let status = cargo.arg(target).stdin(Stdio::null()).status().ok()?;
    let plain = target.join("plain").join(program.file_name()?);
    (status.success() && plain.exists()).then_some(plain)
}

/// The memory of this process that is resident now, in bytes; `None` if the system doesn't report
/// it.
pub fn resident_bytes() -> Option<f64> {
    Some(status("VmRSS:")? * 1024.0)
}

/// How often the main thread of this process has blocked so far; `None` if the system doesn't
/// report it. Where the main thread runs an event loop, it blocks when the loop parks.
pub fn times_blocked() -> Option<f64> {
    status("voluntary_ctxt_switches:")
}

fn status(name: &str) -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}
