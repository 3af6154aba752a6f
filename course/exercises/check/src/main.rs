//! Checks the exercises: every starting point compiles and fails, every solution passes, and the
//! tests refuse every wrong answer in `source/` with the words that its file names. Nothing hangs.
//!
//! With names of exercises as arguments it checks these alone, without rustlings. With `bless` it
//! makes the starting points and the solutions from their sources, and checks nothing.

mod build;
mod exercise;
mod run;
mod source;

use std::env;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Instant;

use build::Programs;
use exercise::Exercise;
use run::{Job, Wanted};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The folder of the exercises.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("it is in the folder").to_owned()
}

fn main() -> ExitCode {
    let names: Vec<String> = env::args().skip(1).collect();
    let result = if names == ["bless"] { bless() } else { check(&names) };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn bless() -> Result<()> {
    source::bless(&exercise::read_all(&folder())?)
}

fn check(names: &[String]) -> Result<()> {
    let start = Instant::now();
    let all = exercise::read_all(&folder())?;
    if let Some(name) = names.iter().find(|&name| all.iter().all(|exercise| exercise.name != *name))
    {
        return Err(format!("no exercise is called `{name}`").into());
    }
    let exercises: Vec<&Exercise> =
        all.iter().filter(|exercise| names.is_empty() || names.contains(&exercise.name)).collect();

    let readme = exercise::read(&folder().join("README.md"))?;
    let mut faults = source::outdated(&all)?;
    if !faults.is_empty() {
        return Err(faults.join("\n").into());
    }
    for exercise in &exercises {
        faults.extend(source::faults(exercise)?);
        if !readme.contains(&format!("[`{}`](", exercise.name)) {
            faults.push(format!("{}: the README does not list it", exercise.name));
        }
    }
    let own = Programs::build(&folder().join("Cargo.toml"), &own_bins(&exercises))?;
    let mutants = Programs::build(&build::write_mutants(&folder(), &exercises)?, &[])?;
    let jobs: Vec<Job> =
        exercises.iter().flat_map(|exercise| jobs(exercise, &own, &mutants)).collect();
    let count = |wanted: fn(&Wanted) -> bool| jobs.iter().filter(|job| wanted(&job.wanted)).count();
    let summary = format!(
        "Starting points that fail: {}. Solutions that pass: {}. Wrong answers that are refused: {}.",
        count(|wanted| matches!(wanted, Wanted::Failure)),
        count(|wanted| matches!(wanted, Wanted::Success)),
        count(|wanted| matches!(wanted, Wanted::Message(_))),
    );
    faults.extend(run::run_all(jobs));
    if !faults.is_empty() {
        return Err(format!("{} faults\n\n{}", faults.len(), faults.join("\n\n")).into());
    }
    println!("{summary} Seconds: {}.", start.elapsed().as_secs());

    if names.is_empty() {
        tool("cargo", &["fmt", "--all", "--check"])?;
        let clippy = ["clippy", "-p", "check-exercises", "-p", "support", "--", "-D", "warnings"];
        tool("cargo", &clippy)?;
        tool("rustlings", &["dev", "check", "--require-solutions"])?;
    }
    Ok(())
}

/// The starting points and the solutions, which are binaries of the package.
fn own_bins(exercises: &[&Exercise]) -> Vec<String> {
    exercises.iter().flat_map(|exercise| [exercise.name.clone(), exercise.solution_bin()]).collect()
}

/// What to run for `exercise`, and what must come of it.
fn jobs(exercise: &Exercise, own: &Programs, mutants: &Programs) -> Vec<Job> {
    let job = |what: String, program: Option<&PathBuf>, wanted| Job {
        what,
        program: program.cloned(),
        wanted,
    };
    let start = job(
        format!("{}: the starting point", exercise.name),
        own.get(&exercise.name),
        Wanted::Failure,
    );
    let solution = exercise.solution_bin();
    let solution =
        job(format!("{}: the solution", exercise.name), own.get(&solution), Wanted::Success);
    let mutants = exercise.notes.mutants.iter().map(|mutant| {
        job(
            format!("{}: the wrong answer `{}`", exercise.name, mutant.name),
            mutants.get(&exercise.mutant_bin(mutant)),
            Wanted::Message(mutant.refused_with.clone()),
        )
    });
    [start, solution].into_iter().chain(mutants).collect()
}

/// Runs a command in the folder of the exercises.
fn tool(program: &str, arguments: &[&str]) -> Result<()> {
    let shown = format!("{program} {}", arguments.join(" "));
    println!("{shown}");
    let status =
        Command::new(program).args(arguments).current_dir(folder()).status().map_err(|error| {
            format!("`{program}`: {error}. See the README for how to install it")
        })?;
    if status.success() { Ok(()) } else { Err(format!("`{shown}` failed").into()) }
}
